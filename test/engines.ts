import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type BrowserContext, chromium, firefox } from 'playwright-core'
import { isCi } from './ci.ts'

const programs = {
  chromium: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  firefox: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
}

export type Engine = keyof typeof programs

/** Journeys run in the browsers that the launcher found or fetched. Where there is none they are skipped, but not by CI. */
export const isMissing = (engine: Engine) => !existsSync(programs[engine]) && !isCi

const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]

const fakeDevices = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true }

/** The Firefox that people have, not a changed one: Playwright speaks WebDriver BiDi to it. */
export const launch = {
  chromium: (...also: string[]) => chromium.launch({ executablePath: programs.chromium, args: [...args, ...also] }),
  firefox: () =>
    firefox.launch({ channel: 'moz-firefox', executablePath: programs.firefox, firefoxUserPrefs: fakeDevices }),
}

/** A browser on a profile that outlives it, in a process one can kill. */
export async function launchOn(profile: string) {
  const options = [...args, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const process = spawn(programs.chromium, options, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const browser = await chromium.connectOverCDP(await addressOf(process))
  return { context: browser.contexts()[0] as BrowserContext, kill: () => killAll(process) }
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  let said = ''
  for await (const piece of stderr ?? []) {
    said += piece
    const [address] = /ws:\/\/\S+/.exec(said) ?? []
    if (address) return address
  }
  throw new Error(`The browser did not start: ${said}`)
}

/** The whole group, as a crash or an empty battery would. */
async function killAll(child: ChildProcess): Promise<void> {
  const gone = new Promise((exited) => child.once('exit', exited))
  if (child.pid) process.kill(-child.pid, 'SIGKILL')
  await gone
}
