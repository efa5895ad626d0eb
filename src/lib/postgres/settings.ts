type Given = { socketDir: string; port: number; maxConnections: number; durable: boolean }

/** The server's settings, given on its command line so that a new release brings its own to an old data folder. */
export const settingsFor = (given: Given): Record<string, string | number> => ({
  listen_addresses: '',
  unix_socket_directories: given.socketDir,
  unix_socket_permissions: '0700',
  port: given.port,
  max_connections: given.maxConnections,

  shared_buffers: '32MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',

  // Only what concerns the server itself: a failed statement is the application's to report, and may quote a candidate.
  log_min_messages: 'log',
  log_checkpoints: 'off',

  ...(given.durable ? {} : careless),
})

const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
}
