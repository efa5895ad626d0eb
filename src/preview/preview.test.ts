import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'

const greenroom = testApp({ ROLES: 'web' })

test('a preview shows what a candidate would find, and leaves nothing behind', async () => {
  const company = await greenroom.build.company('Acme')
  const { id } = await greenroom.build.assessment(company, { landingPageInfo: '<p>Hi</p><script>x</script>' })
  await company.api(`/room/v1/assessments/${id}/question`, { method: 'POST', body: { question: 'Why <b>bread</b>?' } })
  const path = `/room/v1/assessments/${id}/preview`
  expect((await company.api(path)).body).toMatchObject({
    companyName: 'Acme',
    landingPageInfo: '<p>Hi</p>',
    consentedAt: null,
    questions: [{ type: 'video', text: 'Why bread?', takesBegun: 0 }],
  })
  expect((await company.api(`/room/v1/assessments/${id}/candidates`)).body.count).toBe(0)
  expect((await (await company.user('reviewer')).api(path)).status).toBe(200)
  expect((await (await greenroom.build.company()).api(path)).status).toBe(404)
})

test('only the page of a preview may stand in a frame, and only in one of ours; it has no camera', async () => {
  const headersOf = async (url: string) => (await greenroom.running.app.http.inject({ url })).headers
  const preview = await headersOf('/preview/1')
  expect(preview['content-security-policy']).toContain("frame-ancestors 'self'")
  expect(preview['permissions-policy']).toContain('camera=(), microphone=()')
  for (const url of ['/', '/i/x', '/s/x']) {
    const headers = await headersOf(url)
    expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'")
  }
})
