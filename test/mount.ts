import { spawnSync } from 'node:child_process'

/** Whether this machine lets a test make a small disk to fill. */
export const canMount = (): boolean =>
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
