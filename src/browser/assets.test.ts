import { readdirSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'

const { running } = testApp()

test('a script comes compressed to those who take it, and is the same', async () => {
  const name = readdirSync('dist/assets').find((each) => each.endsWith('.js'))
  const get = (headers: Record<string, string>) => running.app.http.inject({ url: `/assets/${name}`, headers })
  const whole = await get({})
  const small = await get({ 'accept-encoding': 'gzip, deflate, br' })
  expect(whole.headers).not.toHaveProperty('content-encoding')
  expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(gunzipSync(small.rawPayload).equals(whole.rawPayload)).toBe(true)
})

test('pages have an icon in their tab', async () => {
  const { body } = await running.app.http.inject({ url: '/i/anybody' })
  const [, icon = ''] = /<link rel="icon" href="([^"]+)"/.exec(body) ?? []
  const { headers, body: drawn } = await running.app.http.inject({ url: icon })
  expect(headers['content-type']).toBe('image/svg+xml')
  expect(drawn).toContain('<svg')
})

test('the page names what its script will ask for', async () => {
  const { body } = await running.app.http.inject({ url: '/i/anybody' })
  const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(body) ?? []
  const { body: source } = await running.app.http.inject({ url: script })
  const [, imported = ''] = /from"\.\/([^"]+)"/.exec(source) ?? []
  expect(body).toContain(`<link rel="modulepreload" href="/assets/${imported}">`)
})
