import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'

describe.skipIf(noBrowser)('on a line that takes its time', { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
  })
  afterAll(() => expect(violations).toEqual([]))

  const open = async (address: string) => signIn(await (await visit(desk)).newPage(), company, address)

  /** The first change is held on its way until it is let go; `met` once it is. */
  function holdFirst() {
    const [met, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let isFirst = true
    const through = async (route: Route) => {
      if (route.request().method() === 'PATCH' && isFirst) {
        isFirst = false
        met.resolve()
        await free.promise
      }
      await route.continue()
    }
    return { through, met: met.promise, letGo: free.resolve }
  }

  test('what is typed while something is saved is not said to be saved before it is', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Counter staff' })
    const page = await open(`/#/assessments/${id}/letters`)
    const words = page.getByLabel(/after the first sentence/)
    await words.waitFor()
    const { through, met, letGo } = holdFirst()
    await page.route('**/room/v1/assessments/*', through)
    await page.evaluate(() => {
      const status = document.querySelector('[role=status][aria-label=Saved]')
      const said: string[] = []
      Object.assign(window, { said })
      if (!status) return
      const observer = new MutationObserver(() => said.push(status.textContent ?? ''))
      observer.observe(status, { childList: true, characterData: true, subtree: true })
    })
    await words.fill('First this.')
    await met
    await words.fill('Then that.')
    letGo()
    await page.getByText(/^Saved /).waitFor()
    expect((await company.api(`/room/v1/assessments/${id}`)).body.letterText).toBe('Then that.')
    const said = await page.evaluate(() => (window as never as { said: string[] }).said)
    expect(said.filter((each) => each.startsWith('Saved'))).toHaveLength(1)
  })

  test('a question that is moved twice in a row ends where it was moved to last', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Bakers' })
    const path = `/room/v1/assessments/${id}/question`
    for (const question of ['One', 'Two', 'Three', 'Four'])
      await company.api(path, { method: 'POST', body: { question } })
    const page = await open(`/#/assessments/${id}/questions`)
    const up = (number: number) => page.getByRole('button', { name: `Move question ${number} up` }).click()
    const { through, met, letGo } = holdFirst()
    await page.route('**/room/v1/questions/*', through)
    await up(4)
    await met
    await up(3)
    await expect.poll(() => page.getByLabel('Question 2', { exact: true }).inputValue()).toBe('Four')
    // Long enough for the second to overtake the first.
    await page.waitForTimeout(500)
    letGo()
    const inOrder = async () => {
      const { body } = await company.api(`/room/v1/assessments/${id}/questions`)
      return body.map(({ question, order }: { question: string; order: number }) => `${order} ${question}`)
    }
    await expect.poll(inOrder).toEqual(['1 One', '2 Four', '3 Two', '4 Three'])
  })
})
