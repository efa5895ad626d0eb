import { afterAll, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import { type Manner, startReceiver } from '../../test/receiver.ts'
import { deliverDue } from './delivering.ts'

const receiver = await startReceiver()
afterAll(receiver.stop)
const clock = { ahead: 0 }
const greenroom = testApp(
  { WEBHOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
  { now: () => new Date(Date.now() + clock.ahead) },
)

const badly: Record<string, Manner> = {
  '/500': 500,
  '/hang': 'hang',
  '/redirect': 'redirect',
  '/reset': 'reset',
  '/endless': 'endless',
  '/not-http': 'not http',
}
const events = 60

test('receivers that fail in every way keep nobody waiting, and miss nothing', { timeout: 240_000 }, async () => {
  const company = await greenroom.build.company()
  const paths = ['/good', ...Object.keys(badly)]
  for (const path of paths) {
    const body = { url: receiver.url + path, types: ['assessment.created'] }
    expect((await company.api('/room/v1/webhooks', { method: 'POST', body })).status).toBe(200)
  }
  const held: (() => void)[] = []
  Object.assign(receiver.manners, badly)
  // One that hangs for as long as the test says, however long a delivery waits.
  receiver.manners['/hang'] = (response) => held.push(() => response.writeHead(200).end())

  const made = await Promise.all(Array.from({ length: events }, () => greenroom.build.assessment(company)))
  const ids = made.map(({ id }) => id).sort((a, b) => a - b)
  const toldAt = (path: string) =>
    receiver.at(path).map(({ headers, body }) => ({
      webhookId: headers['webhook-id'],
      assessmentId: JSON.parse(body).data.assessmentId as number,
    }))
  const heard = (path: string) =>
    [...new Set(toldAt(path).map(({ assessmentId }) => assessmentId))].sort((a, b) => a - b)

  await vi.waitFor(() => expect(heard('/good')).toEqual(ids), { timeout: 30_000, interval: 50 })
  expect(receiver.at('/good')).toHaveLength(events)
  // All of it while the one that hangs had not yet answered the first.
  expect(held.length).toBeGreaterThan(0)
  expect(held.length).toBeLessThanOrEqual(8)
  expect((await company.api('/room/v1/assessments?filter[limit]=1')).status).toBe(200)
  expect(receiver.at('/elsewhere')).toEqual([])

  for (const path of paths) receiver.manners[path] = 200
  for (const answer of held) answer()
  await vi.waitFor(
    () => {
      // What waits for its next try is due when the clock says so.
      clock.ahead += 3_600_000
      for (const path of paths) expect(heard(path), path).toEqual(ids)
    },
    { timeout: 60_000, interval: 500 },
  )
  for (const path of paths) {
    const told = toldAt(path)
    expect(new Set(told.map(({ webhookId, assessmentId }) => `${webhookId} ${assessmentId}`)).size, path).toBe(events)
    expect(new Set(told.map(({ webhookId }) => webhookId)).size, path).toBe(events)
  }
})

test('ten workers at once make each attempt once', async () => {
  const company = await greenroom.build.company()
  const body = { url: `${receiver.url}/ten`, types: ['assessment.created'] }
  await company.api('/room/v1/webhooks', { method: 'POST', body })
  await Promise.all(Array.from({ length: events }, () => greenroom.build.assessment(company)))
  const { world } = greenroom.running.app
  const over = AbortSignal.timeout(30_000)
  await vi.waitFor(
    async () => {
      await Promise.all(Array.from({ length: 10 }, () => deliverDue(world, over)))
      expect(receiver.at('/ten').length).toBeGreaterThanOrEqual(events)
    },
    { timeout: 30_000, interval: 10 },
  )
  expect(receiver.at('/ten')).toHaveLength(events)
})
