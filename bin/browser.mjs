import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { folderOf, install, isProgram, unpack } from './apt.mjs'
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

function installed(browser) {
  const { setting, names, apps } = browser
  if (process.env[setting]) return [process.env[setting]]
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...apps.map((app) => join('/Applications', app)),
    join(folderOf(browser.package), browser.package),
    ...(browser === browsers.chromium ? playwrights() : []),
  ]
}

/** Running it shows what its being there does not: that no library is missing, and that it is not a stand-in for a snap. */
function firstThatRuns(paths) {
  return paths.filter(isProgram).find((path) => spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0)
}

async function installWithApt({ package: name }) {
  await install(name)
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

async function unpackFromApt({ package: name, program }) {
  const path = await unpack(name, (root, libraries) => {
    const fonts = existsSync('/etc/fonts/fonts.conf')
      ? ''
      : `export FONTCONFIG_FILE='${join(root, 'etc/fonts/fonts.conf')}'\n`
    return `#!/bin/sh
export LD_LIBRARY_PATH='${libraries}'
${fonts}exec '${join(root, program)}' "$@"
`
  })
  return path ? [path] : []
}
