import { holdFor } from './lock.mjs'
import { root, step } from './terminal.mjs'

/** Runs npm: the one that runs us, else the one on the PATH. */
export function npm(what, args, cwd = root) {
  const own = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [command, ...first] = own
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  return step(what, command, [...first, ...args, ...quiet], { cwd, env: environment(), onStart: holdFor })
}

/** npm tells the npm it starts where the project is, and a production setting would leave out what the build needs. */
function environment() {
  const { npm_config_local_prefix, npm_config_prefix, npm_config_omit, NODE_ENV, INIT_CWD, ...rest } = process.env
  return rest
}

/** What went wrong, in few words, from all that npm printed. */
export function reasonOf(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|ECONNRESET/.test(output))
    return 'the npm registry cannot be reached'
  if (/ENOSPC/.test(output)) return 'the disk is full'
  if (/EACCES|EPERM|EROFS/.test(output)) return `${root} is not writable by this user`
  return (
    output
      .replace(/^npm (error|ERR!) ?/gm, '')
      .trim()
      .split('\n')
      .slice(0, 6)
      .join(' ') || 'npm did not say why'
  )
}
