import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { folderOf, install, isProgram, unpack } from './apt.mjs'
import { once } from './lock.mjs'
import { root, say, step } from './terminal.mjs'

/** What the tests drive, as it is called in the settings, on the machine and in Debian. */
const programs = {
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
  ffmpeg: {
    setting: 'FFMPEG_PATH',
    names: ['ffmpeg'],
    apps: [],
    package: 'ffmpeg',
    program: 'usr/bin/ffmpeg',
    asksVersion: '-version',
    ways: [installWithApt, unpackFromApt],
  },
}

/** The settings that name what the tests run in: the machine's, else what is fetched in whatever way this user may. */
export async function findPrograms() {
  const found = {}
  for (const [name, program] of Object.entries(programs)) {
    const path = await find(program)
    if (path) found[program.setting] = path
    else
      say(`No ${name} is to be had here: install one, or set ${program.setting}. The tests that need it will say so.`)
  }
  return found
}

async function find(program) {
  const found = firstThatRuns(program, installed(program))
  if (found) return found
  return once(async () => {
    for (const way of program.ways) {
      const path = firstThatRuns(program, installed(program)) ?? firstThatRuns(program, await way(program))
      if (path) return path
    }
    return undefined
  })
}

function installed(program) {
  const { setting, names, apps } = program
  if (process.env[setting]) return [process.env[setting]]
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...apps.map((app) => join('/Applications', app)),
    join(folderOf(program.package), program.package),
    ...(program === programs.chromium ? playwrights() : []),
  ]
}

/** Running it shows what its being there does not: that no library is missing, and that it is not a stand-in for a snap. */
function firstThatRuns({ asksVersion = '--version' }, paths) {
  return paths.filter(isProgram).find((path) => spawnSync(path, [asksVersion], { timeout: 20_000 }).status === 0)
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
