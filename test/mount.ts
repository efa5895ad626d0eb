import { spawnSync } from 'node:child_process'

/** Whether this machine lets a test make a small disk to fill. */
export const canMount = (): boolean =>
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

/**
 * What a program is started under to find a disk of so many megabytes at a folder, which nobody else sees: /proc/PID/root
 * leads there. Root may; others where the system gives them a namespace of their own.
 */
export function smallDisk(folder: string, megabytes: number): string[] | undefined {
  const alone = process.getuid?.() === 0 ? ['-m'] : ['-U', '-m', '--map-current-user', '--keep-caps']
  const mount = 'mount -t tmpfs -o "size=$1m,mode=700" tmpfs "$0"; shift; exec "$@"'
  const under = ['unshare', ...alone, 'sh', '-ec', mount, folder, String(megabytes)]
  const [program = '', ...args] = [...under, 'true']
  return spawnSync(program, args).status === 0 ? under : undefined
}
