import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { TestApp } from './app.ts'

const program = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Journeys run in the Chromium that the launcher found or fetched. Where there is none they are skipped, but not by CI. */
export const noBrowser = !existsSync(program) && !isByCi(process.env.CI)

function isByCi(ci = '') {
  return !['', '0', 'false'].includes(ci)
}

/** A folder for pictures of every page, when somebody wants to look at them. */
const pictures = process.env.SCREENSHOTS

export const phone = { width: 390, height: 844 }
export const desk = { width: 1280, height: 800 }

/** The application on a real port, and a browser with a fake camera and microphone before it. */
export function testBrowser({ running }: TestApp) {
  const opened = {} as { browser: Browser; origin: string }
  const violations: string[] = []

  beforeAll(async () => {
    await running.app.http.listen({ host: '127.0.0.1', port: 0 })
    opened.origin = `http://localhost:${(running.app.http.server.address() as AddressInfo).port}`
    opened.browser = await launch()
  })
  afterAll(() => opened.browser?.close())

  /** A browser of its own, with its own storage. */
  async function visit(viewport = phone, colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserContext> {
    const context = await opened.browser.newContext({ viewport, colorScheme, baseURL: opened.origin })
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

  return { visit, picture, violations, opened }
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

const launch = () => chromium.launch({ executablePath: program, args })

/** A browser on a profile that outlives it, in a process one can kill. */
export async function launchOn(profile: string) {
  const options = [...args, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const process = spawn(program, options, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
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
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
