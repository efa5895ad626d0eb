/** Node's and PostgreSQL's codes for a server that is away, starting, stopping or full (SQLSTATE classes 08, 53, 57P). */
const codes = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|08\w{3}|53\w{3}|57P\d\d|57014|25006)$/
const sentences =
  /Connection terminated|connection error|timeout exceeded when trying to connect|Client was closed|Client has encountered/i

/** Whether an error says that the database cannot be reached now, as against that the statement was wrong. */
export function isUnavailable(error: unknown): boolean {
  const { code, message, syscall } = error as { code?: string; message?: string; syscall?: string }
  if (code === 'ENOENT' || code === 'EPIPE') return syscall === 'connect' || syscall === 'write'
  return codes.test(code ?? '') || (error instanceof Error && sentences.test(message ?? ''))
}
