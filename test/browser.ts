import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  firefox,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { TestApp } from './app.ts'

const programs = {
  chromium: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  firefox: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
}

export type Engine = keyof typeof programs
export const engines = ['chromium', 'firefox'] as const

/** Journeys run in the browsers that the launcher found or fetched. Where there is none they are skipped, but not by CI. */
export const isMissing = (engine: Engine) => !existsSync(programs[engine]) && !isByCi(process.env.CI)
export const noBrowser = isMissing('chromium')

function isByCi(ci = '') {
  return !['', '0', 'false'].includes(ci)
}

/** A folder for pictures of every page, when somebody wants to look at them. */
const pictures = process.env.SCREENSHOTS

export const phone = { width: 390, height: 844 }
export const desk = { width: 1280, height: 800 }

type Visiting = BrowserContextOptions & { engine?: Engine }

/** The application on a real port, and browsers with a fake camera and microphone before it, started when they visit. */
export function testBrowser({ running }: TestApp) {
  const opened = { origin: '', browsers: new Map<Engine, Promise<Browser>>() }
  const violations: string[] = []

  beforeAll(async () => {
    await running.app.http.listen({ host: '127.0.0.1', port: 0 })
    opened.origin = `http://localhost:${(running.app.http.server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    for (const browser of opened.browsers.values()) await (await browser).close()
  })

  /** A browser of its own, with its own storage. A phone is touched, where the browser can be made to believe it. */
  async function visit(viewport = phone, { engine = 'chromium', ...given }: Visiting = {}): Promise<BrowserContext> {
    const browser = opened.browsers.get(engine) ?? launch[engine]()
    opened.browsers.set(engine, browser)
    const touched = engine === 'chromium' && viewport.width < desk.width ? { hasTouch: true, isMobile: true } : {}
    const options = { viewport, baseURL: opened.origin, ...touched, ...given }
    return await watchPolicy(await (await browser).newContext(options), violations)
  }

  return { visit, picture, violations, opened }
}

/** Notes whatever a page was about to do against its Content-Security-Policy. */
export async function watchPolicy(context: BrowserContext, violations: string[]): Promise<BrowserContext> {
  await context.exposeFunction('reportViolation', (what: string) => violations.push(what))
  await context.addInitScript(() => {
    const report = (event: SecurityPolicyViolationEvent) =>
      (window as never as { reportViolation: (what: string) => void }).reportViolation(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      )
    document.addEventListener('securitypolicyviolation', report)
  })
  return context
}

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
  chromium: () => chromium.launch({ executablePath: programs.chromium, args }),
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

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, caret: 'initial' })
}
