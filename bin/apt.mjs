import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { root, step } from './terminal.mjs'

const program = '/usr/bin/apt-get'
const list = "Asking for the system's list of packages"

export const folderOf = (name) => join(root, '.runtime', name)

/** Installs one of Debian's packages, where we are root. */
export async function install(name) {
  if (process.getuid?.() !== 0 || !existsSync(program)) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await step(list, program, ['update'], { env })
  await step(`Installing ${name} for the tests`, program, ['install', '-y', '--no-install-recommends', name], { env })
}

/**
 * Debian's own packages, fetched and unpacked into a folder by a user who may not install them, with a script that
 * starts a program of them. `scriptFor` writes it, given the folder it will lie in and where the libraries are.
 */
export async function unpack(name, scriptFor) {
  if (!existsSync(program)) return undefined
  const ours = folderOf(name)
  const half = `${ours}.${process.pid}`
  rmSync(half, { recursive: true, force: true })
  const folders = {
    'Dir::State': 'state',
    'Dir::State::lists': 'lists',
    'Dir::Cache': 'cache',
    'Dir::Cache::archives': 'archives',
  }
  for (const folder of Object.values(folders)) mkdirSync(join(half, folder, 'partial'), { recursive: true })
  const options = [
    ...Object.entries(folders).flatMap(([key, folder]) => ['-o', `${key}=${join(half, folder)}`]),
    ...['-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='],
  ]
  await step(list, program, [...options, 'update'])
  const wanted = ['install', '-y', '--download-only', '--no-install-recommends', name]
  await step(`Fetching ${name} and what it lacks into .runtime`, program, [...options, ...wanted])
  const archives = readdirSync(join(half, 'archives')).filter((file) => file.endsWith('.deb'))
  for (const file of archives) spawnSync('dpkg', ['-x', join(half, 'archives', file), join(half, 'root')])
  for (const folder of Object.values(folders)) rmSync(join(half, folder), { recursive: true, force: true })
  if (archives.length === 0) return undefined
  writeFileSync(join(half, name), scriptFor(join(ours, 'root'), librariesIn(half, ours)))
  chmodSync(join(half, name), 0o755)
  rmSync(ours, { recursive: true, force: true })
  renameSync(half, ours)
  return join(ours, name)
}

/** Every folder of libraries, as the loader wants them. find, for it follows no link out of what was unpacked. */
function librariesIn(half, ours) {
  const { stdout } = spawnSync('find', ['.', '-name', '*.so*', '-printf', '%P\\n'], {
    cwd: join(half, 'root'),
    encoding: 'utf8',
  })
  const found = stdout
    .split('\n')
    .filter((path) => /\.so(\.\d+)*$/.test(path) && /^(usr\/)?lib\//.test(path) && !path.includes('/dri/'))
    .map((path) => join(ours, 'root', dirname(path)))
  return [...new Set(found)].join(':')
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
