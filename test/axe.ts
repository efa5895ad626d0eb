import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** A phone held upright, and a window of 640 px at 200 %. */
const narrow = [360, 320]
/** A phone on its side, below its browser's bars. */
const low = { width: 844, height: 320 }

/** Puts axe into every page before its own scripts: its policy would keep it out later. */
export const bringAxe = (context: BrowserContext) => context.addInitScript({ path: script })

/**
 * What is wrong with a page as it stands, light and dark, for WCAG 2.2 AA, where it does not fit a narrow or a low screen or hides
 * a part of itself, and in its tab.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const before = page.viewportSize()
  const faults: string[] = []
  // Once it is there: until then its tab is called as the whole is.
  const isNamed = () => document.querySelector('h1') !== null && !/^(Greenroom)?$/.test(document.title)
  await page.waitForFunction(isNamed).catch(() => faults.push('its tab has no name of its own'))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    faults.push(...(await page.evaluate(runAxe, wcag)).map((fault) => `${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: null })
  for (const width of narrow) {
    await page.setViewportSize({ width, height: 640 })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (over > 0) faults.push(`${over} px too wide at ${width} px`)
    faults.push(...(await page.evaluate(cutOff)).map((fault) => `at ${width} px cut off: ${fault}`))
  }
  await page.setViewportSize(low)
  faults.push(...(await page.evaluate(outOfReach)).map((fault) => `at ${low.height} px never seen whole: ${fault}`))
  if (before) await page.setViewportSize(before)
  return faults
}

/** What is larger than the box it stands in, which hides the rest. Words for screen readers alone stand in boxes of a pixel. */
function cutOff(): string[] {
  return [...document.querySelectorAll('body *')]
    .filter((box) => box.clientHeight > 1 && getComputedStyle(box).overflowY === 'hidden')
    .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.tagName} ${box.className} ${box.textContent?.slice(0, 80)}`)
}

/** What stays where it is while the page moves, and is taller than the screen. */
function outOfReach(): string[] {
  return [...document.querySelectorAll('body *')]
    .filter((box) => ['sticky', 'fixed'].includes(getComputedStyle(box).position))
    .filter((box) => getComputedStyle(box).overflowY === 'visible' && box.scrollHeight > innerHeight)
    .map((box) => `${box.tagName} ${box.className} ${box.textContent?.slice(0, 80)}`)
}

async function runAxe(tags: string[]): Promise<string[]> {
  const { axe } = window as never as { axe: { run: (on: Document, options: RunOptions) => Promise<AxeResults> } }
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
