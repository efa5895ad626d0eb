import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { TestApp } from './app.ts'
import { type Engine, isMissing, launch } from './engines.ts'

/** Journeys need a Chromium; those of more need also the others, and say so. */
export const noBrowser = isMissing('chromium')

/** A folder for pictures of every page, when somebody wants to look at them. */
const pictures = process.env.SCREENSHOTS

export const phone = { width: 390, height: 844 }
export const desk = { width: 1280, height: 800 }

/** A machine may be slow: what is to be there is waited for. */
export const patienceMs = 90_000

type Visiting = BrowserContextOptions & { engine?: Engine }

/** The application on a real port, and browsers with a fake camera and microphone before it, started when they visit. */
export function testBrowser({ running }: TestApp) {
  const opened = { origin: '', browsers: new Map<Engine, Promise<Browser>>() }
  const violations: string[] = []

  beforeAll(async () => {
    await running.app.http.listen({ host: '127.0.0.1', port: 0 })
    opened.origin = `http://localhost:${(running.app.http.server.address() as AddressInfo).port}`
  })
  // Who reads of it elsewhere has only what was printed.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const browser of opened.browsers.values())
      for (const page of (await browser).contexts().flatMap((context) => context.pages()))
        console.log(`${page.url()} when it failed:\n${await page.ariaSnapshot().catch(String)}`)
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
    const context = await (await browser).newContext(options)
    context.setDefaultTimeout(patienceMs)
    return await watchPolicy(context, violations)
  }

  return { visit, picture, violations, opened }
}

/** Notes whatever a page was about to do against its Content-Security-Policy. */
async function watchPolicy(context: BrowserContext, violations: string[]): Promise<BrowserContext> {
  await context.exposeFunction('reportViolation', (what: string) => violations.push(what))
  await context.addInitScript(() => {
    const report = (event: SecurityPolicyViolationEvent) => {
      // What takes the pictures evaluates a style of its own in Firefox; nothing of ours can evaluate anything here.
      if (/ > eval$/.test(decodeURIComponent(event.sourceFile))) return
      ;(window as never as { reportViolation: (what: string) => void }).reportViolation(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      )
    }
    document.addEventListener('securitypolicyviolation', report)
  })
  return context
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, caret: 'initial' })
}
