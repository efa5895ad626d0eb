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

/** What a browser is called, in the settings, on the machine and in Debian. */
const browsers = {
  chromium: {
    setting: 'CHROMIUM_PATH',
    names: ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'chrome'],
    apps: ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'],
    package: 'chromium',
    program: 'usr/lib/chromium/chromium',
    ways: [installWithApt, installWithPlaywright, unpackFromApt],
  },
  firefox: {
    setting: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    apps: ['Firefox.app/Contents/MacOS/firefox'],
    package: 'firefox-esr',
    program: 'usr/lib/firefox-esr/firefox-esr',
    // Playwright's own is a changed one, and cannot be driven as people's is.
    ways: [installWithApt, unpackFromApt],
  },
}

/** The settings that name the browsers the tests run in: the machine's, else ones fetched in whatever way this user may. */
export async function findBrowsers() {
  const found = {}
  for (const [name, browser] of Object.entries(browsers)) {
    const path = await find(browser)
    if (path) found[browser.setting] = path
    else
      say(`No ${name} is to be had here: install one, or set ${browser.setting}. The tests that need it will say so.`)
  }
  return found
}

async function find(browser) {
  const found = firstThatRuns(installed(browser))
  if (found) return found
  return once(async () => {
    for (const way of browser.ways) {
      const path = firstThatRuns(installed(browser)) ?? firstThatRuns(await way(browser))
      if (path) return path
    }
    return undefined
  })
}

const folderOf = (browser) => join(root, '.runtime', browser.package)

function installed(browser) {
  const { setting, names, apps } = browser
  if (process.env[setting]) return [process.env[setting]]
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...apps.map((app) => join('/Applications', app)),
    join(folderOf(browser), browser.package),
    ...(browser === browsers.chromium ? playwrights() : []),
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

async function installWithApt({ package: name }) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return []
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await step("Asking for the system's list of packages", 'apt-get', ['update'], { env })
  await step(
    `Installing ${name} for the browser tests`,
    'apt-get',
    ['install', '-y', '--no-install-recommends', name],
    { env },
  )
  return [join('/usr/bin', name)]
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
async function unpackFromApt(browser) {
  if (!existsSync('/usr/bin/apt-get')) return []
  const ours = folderOf(browser)
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
  const wanted = ['install', '-y', '--download-only', '--no-install-recommends', browser.package]
  await step(`Fetching ${browser.package} and the libraries it lacks into .runtime`, 'apt-get', [...options, ...wanted])
  const archives = readdirSync(join(half, 'archives')).filter((name) => name.endsWith('.deb'))
  for (const name of archives) spawnSync('dpkg', ['-x', join(half, 'archives', name), join(half, 'root')])
  for (const name of Object.values(folders)) rmSync(join(half, name), { recursive: true, force: true })
  if (archives.length === 0) return []
  writeWrapper(browser, half)
  rmSync(ours, { recursive: true, force: true })
  renameSync(half, ours)
  return [join(ours, browser.package)]
}

function writeWrapper(browser, half) {
  const ours = folderOf(browser)
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
${fonts}exec '${join(ours, 'root', browser.program)}' "$@"
`
  writeFileSync(join(half, browser.package), script)
  chmodSync(join(half, browser.package), 0o755)
}
