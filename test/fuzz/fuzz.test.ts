import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describe as describeApi } from '../../src/openapi/document.ts'
import { testApp } from '../app.ts'
import { fitting, hostile } from './arbitrary.ts'

// Without workers: what they do in their own time is no answer's doing.
const { build, request, running } = testApp({ ROLES: 'web' })
const runsEach = Number(process.env.FUZZ_RUNS ?? 60)

/**
 * Every operation of our own description, with bodies and ids from its schemas and from malice. Whatever comes in,
 * the answer is described, is never a 500, and a refusal leaves every table as it was.
 */
test('nothing anyone can send is answered with a 500', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { interviewId, profileId } = await build.candidate(company, id)
  const { body: criterion } = await company.api('/room/v1/rating-criteria', { method: 'POST', body: {} })
  const known = [id, profileId, criterion.id, interviewId].map(String)
  const { paths } = describeApi(running.app.door.endpoints, '')

  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const schema = operation.requestBody?.content['application/json']?.schema
      const call = fc.record({
        path: fc.array(
          fc.oneof(
            fc.constantFrom(...known),
            hostile.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
          ),
          { minLength: 3, maxLength: 3 },
        ),
        body: schema
          ? fc.oneof({ arbitrary: fitting(schema), weight: 3 }, { arbitrary: hostile, weight: 1 })
          : fc.constant(undefined),
        filter: fc.option(
          fc.oneof(
            hostile.map((value) => JSON.stringify(value)),
            fc.json(),
            filters,
          ),
          { nil: undefined },
        ),
      })
      await fc.assert(
        fc.asyncProperty(call, async ({ path: ids, body, filter }) => {
          let next = 0
          const url = path.replace(/\{\w+\}/g, () => encodeURIComponent(wellFormed(ids[next++] ?? '')))
          const query = filter === undefined ? '' : `?filter=${encodeURIComponent(wellFormed(filter))}`
          const before = await fingerprint()
          const { status, text } = await company.api(url + query, { method: method.toUpperCase(), body })
          expect(status, text).not.toBe(500)
          if (status >= 400) expect(await fingerprint()).toBe(before)
        }),
        { numRuns: runsEach },
      )
    }
  }
}, 1_200_000)

const filters = fc
  .record(
    {
      where: fc.dictionary(
        fc.constantFrom('id', 'status', 'profileId', 'interviewId', 'candidateEmail', 'groupName', 'x'),
        hostile,
      ),
      limit: hostile,
      skip: hostile,
      order: hostile,
    },
    { requiredKeys: [] },
  )
  .map((filter) => JSON.stringify(filter))

/** A URL cannot hold a lone surrogate; everything else goes as it is, at most as long as a URL may be. */
const wellFormed = (text: string) => text.toWellFormed().slice(0, 2000)

/** How many rows every table of ours holds, and when each was last changed. */
async function fingerprint(): Promise<string> {
  const { rows } = await running.app.world.database.system.withoutPlugins().executeQuery<{ all: string }>({
    sql: `select (select count(*) from assessment) || '/' || (select coalesce(max(updated_at)::text, '') from assessment) || '/' ||
        (select count(*) from question) || '/' || (select count(*) from candidate) || '/' || (select max(updated_at)::text from candidate) || '/' ||
        (select count(*) from interview) || '/' || (select coalesce(max(updated_at)::text, '') from interview) || '/' ||
        (select count(*) from letter) || '/' || (select count(*) from share_link) || '/' || (select count(*) from criterion) || '/' ||
        (select count(*) from event) || '/' || (select count(*) from pgboss.job) as all`,
    parameters: [],
    query: { kind: 'RawNode' } as never,
    queryId: { queryId: 'fingerprint' },
  })
  return rows[0]?.all ?? ''
}

test('bodies that are no bodies are refused clearly', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const url = `/room/v1/assessments/${id}`
  const deep = '['.repeat(200_000)
  const bodies: [string, number, Record<string, string>?][] = [
    ['{"groupName":', 400],
    ['', 200],
    ['   ', 200],
    ['null', 422],
    ['[]', 422],
    ['"x"', 422],
    ['{"passThreshold":1e999}', 422],
    ['{"maxReminders":1e999}', 422],
    ['{"groupName":"\\u0000"}', 422],
    ['{"groupName":"\\ud800"}', 422],
    ['{"__proto__":{"x":1}}', 200],
    [deep, 400],
    [`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 422],
    [`{"groupName":"${'x'.repeat(10_000_000)}"}`, 413],
    ['groupName=Form', 200, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['<xml/>', 415, { 'content-type': 'application/xml' }],
    ['x', 415, { 'content-type': 'application/octet-stream' }],
  ]
  for (const [raw, expected, headers] of bodies) {
    const { status, text } = await company.api(url, { method: 'PATCH', raw, ...(headers ? { headers } : {}) })
    expect([raw.slice(0, 40), status, text.slice(0, 20)]).toEqual([raw.slice(0, 40), expected, text.slice(0, 20)])
  }
})

test('a body of ten thousand ids is refused, and nothing is sent', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const body = { interviewIds: Array(10_000).fill('611b0532-d8a2-4dc5-913a-e11656b68075') }
  expect((await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body })).status).toBe(422)
})

test('an unknown path is told so, and paths that are no paths too', async () => {
  const { status, text } = await request('/zzz')
  expect([status, text]).toEqual([
    404,
    '{"error":{"statusCode":404,"name":"Error","message":"There is no method to handle GET /zzz"}}',
  ])
  expect((await request('/room/v1/%zz')).status).toBe(400)
  expect((await request(`/room/v1/assessments/${'9'.repeat(3000)}`)).status).toBeLessThan(500)
})
