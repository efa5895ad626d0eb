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
import { delimiter, dirname, join } from 'node:path'
import { once } from './lock.mjs'
import { root, say, step } from './terminal.mjs'

const ours = join(root, '.runtime', 'chromium')

/** The path of a Chromium that runs here: the machine's, else one fetched in whatever way this user may. */
export async function findChromium() {
  const found = firstThatRuns(installed())
  if (found) return found
  return once(async () => {
    for (const way of [installWithApt, installWithPlaywright, unpackFromApt]) {
      const path = firstThatRuns(installed()) ?? firstThatRuns(await way())
      if (path) return path
    }
    say('No Chromium is to be had here: install one, or set CHROMIUM_PATH. The tests that need a browser will say so.')
    return undefined
  })
}

function installed() {
  if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH]
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'chrome']
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(ours, 'chromium'),
    ...playwrights(),
  ]
}

/** Running it shows what its being there does not: that no library is missing, and that it is not a stand-in for a snap. */
function firstThatRuns(paths) {
  return paths.filter(isProgram).find((path) => spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return []
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await step("Asking for the system's list of packages", 'apt-get', ['update'], { env })
  await step(
    'Installing chromium for the browser tests',
    'apt-get',
    ['install', '-y', '--no-install-recommends', 'chromium'],
    { env },
  )
  return ['/usr/bin/chromium']
}

async function installWithPlaywright() {
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: join(root, '.runtime', 'browsers') }
  await step("Fetching Playwright's chromium for the browser tests", process.execPath, [cli, 'install', 'chromium'], {
    env,
    timeout: 300_000,
  })
  return playwrights()
}

function playwrights() {
  const folder = join(root, '.runtime', 'browsers')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(chrome-linux\w*\/chrome|MacOS\/(Chromium|Google Chrome for Testing))$/.test(path))
    .map((path) => join(folder, path))
}

/** Debian's own packages, fetched and unpacked into a folder by a user who may not install them. */
async function unpackFromApt() {
  if (!existsSync('/usr/bin/apt-get')) return []
  const half = `${ours}.${process.pid}`
  rmSync(half, { recursive: true, force: true })
  const folders = {
    'Dir::State': 'state',
    'Dir::State::lists': 'lists',
    'Dir::Cache': 'cache',
    'Dir::Cache::archives': 'archives',
  }
  for (const name of Object.values(folders)) mkdirSync(join(half, name, 'partial'), { recursive: true })
  const options = [
    ...Object.entries(folders).flatMap(([key, name]) => ['-o', `${key}=${join(half, name)}`]),
    ...['-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='],
  ]
  await step("Asking for the system's list of packages", 'apt-get', [...options, 'update'])
  const wanted = ['install', '-y', '--download-only', '--no-install-recommends', 'chromium']
  await step('Fetching chromium and the libraries it lacks into .runtime', 'apt-get', [...options, ...wanted])
  const archives = readdirSync(join(half, 'archives')).filter((name) => name.endsWith('.deb'))
  for (const name of archives) spawnSync('dpkg', ['-x', join(half, 'archives', name), join(half, 'root')])
  for (const name of Object.values(folders)) rmSync(join(half, name), { recursive: true, force: true })
  if (archives.length === 0) return []
  writeWrapper(half)
  rmSync(ours, { recursive: true, force: true })
  renameSync(half, ours)
  return [join(ours, 'chromium')]
}

function writeWrapper(half) {
  const libraries = new Set(
    readdirSync(join(half, 'root'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.so(\.\d+)*$/.test(path) && /^(usr\/)?lib\//.test(path) && !path.includes('/dri/'))
      .map((path) => join(ours, 'root', dirname(path))),
  )
  const fonts = existsSync('/etc/fonts/fonts.conf')
    ? ''
    : `export FONTCONFIG_FILE='${join(ours, 'root', 'etc/fonts/fonts.conf')}'\n`
  const script = `#!/bin/sh
export LD_LIBRARY_PATH='${[...libraries].join(':')}'
${fonts}exec '${join(ours, 'root', 'usr/lib/chromium/chromium')}' "$@"
`
  writeFileSync(join(half, 'chromium'), script)
  chmodSync(join(half, 'chromium'), 0o755)
}
