import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, install, isProgram, unpack } from './apt.mjs'
import { once } from './lock.mjs'
import { say } from './terminal.mjs'

const name = 'python3-swift'

/**
 * The setting that names a Python with OpenStack's Swift, the S3 server the tests keep recordings in: the machine's, else
 * Debian's, fetched in whatever way this user may.
 */
export async function findSwift() {
  const path = knows(candidates()) ?? (await once(fetchIt))
  if (path) return { SWIFT_PYTHON: path }
  say(`No S3 server is to be had here: install ${name}, or set SWIFT_PYTHON. The tests that need it will say so.`)
  return {}
}

const candidates = () =>
  process.env.SWIFT_PYTHON ? [process.env.SWIFT_PYTHON] : ['/usr/bin/python3', join(folderOf(name), name)]

const knows = (paths) =>
  paths
    .filter(isProgram)
    .find((path) => spawnSync(path, ['-c', 'import swift.common.wsgi'], { timeout: 20_000 }).status === 0)

async function fetchIt() {
  if (knows(candidates())) return knows(candidates())
  await install(name)
  if (!knows(candidates())) await unpack(name, scriptFor)
  return knows(candidates())
}

/** With the machine's own Python where it has one, for its packages were left out of what was fetched. */
function scriptFor(root, libraries) {
  const own = join(root, 'usr/bin/python3')
  const home = existsSync('/usr/bin/python3') ? '' : `export PYTHONHOME='${join(root, 'usr')}'\n`
  return `#!/bin/sh
export LD_LIBRARY_PATH='${libraries}'
export PYTHONPATH='${join(root, 'usr/lib/python3/dist-packages')}'
${home}exec '${home ? own : '/usr/bin/python3'}' "$@"
`
}
