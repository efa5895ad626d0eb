import { expect, test } from 'vitest'
import { type Json, testApp } from '../../test/app.ts'
import { typeNames } from '../webhooks/event-types.ts'

const { request, running } = testApp()

test('every route that is served is described, and the other way round', async () => {
  const { paths } = (await request('/openapi.json')).body
  const described = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(servedRoutes().sort())
  expect(described.length).toBeGreaterThan(20)
})

/** From the router's own tree, four characters a level; HEAD comes with every GET. */
function servedRoutes(): string[] {
  const path: string[] = []
  return running.app.http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, before = '', part = '', methods = ''] = line.match(/^(.*)── (\S+)(?: \((.+)\))?$/) ?? []
      path.splice(Math.floor(before.length / 4), Infinity, part)
      const whole = path.join('').replace(/:(\w+)/g, '{$1}')
      const served = methods.split(', ').filter((method) => method && method !== 'HEAD')
      return part ? served.map((method) => `${method} ${whole}`) : []
    })
}

test('the fifteen documented operations are there, by their documented methods and paths', async () => {
  const { paths } = (await request('/openapi.json')).body
  const documented = [
    'post /room/v1/token',
    'post /room/v1/assessments',
    'get /room/v1/assessments',
    'get /room/v1/assessments/{id}',
    'patch /room/v1/assessments/{id}',
    'post /room/v1/assessments/{id}/question',
    'post /room/v1/assessments/{id}/candidate',
    'post /room/v1/assessments/{id}/invite',
    'get /room/v1/assessments/{id}/candidates',
    'post /room/v1/candidates/{id}/share',
    'delete /room/v1/assessment/{id}/candidates/{vid}',
    'patch /room/v1/assessments/{id}/candidate/{pid}',
    'get /room/v1/rating-criteria',
    'post /room/v1/rating-criteria',
    'patch /room/v1/rating-criteria/{id}',
  ]
  for (const operation of documented) {
    const [method = '', path = ''] = operation.split(' ')
    expect(paths[path]?.[method]?.summary, operation).toBeTruthy()
  }
})

test('the page for people names every operation and loads nothing from elsewhere', async () => {
  const { text, headers } = await request('/docs')
  const { paths } = (await request('/openapi.json')).body
  for (const path of Object.keys(paths)) expect(text).toContain(path.replaceAll("'", '&#39;'))
  expect(text).not.toMatch(/(src|href)="(https?:)?\/\//)
  expect(text).not.toContain('<script')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})

test('every event a webhook can be told of is described with its data', async () => {
  const { webhooks } = (await request('/openapi.json')).body
  const { text } = await request('/docs')
  expect(Object.keys(webhooks)).toEqual(typeNames)
  for (const [type, { post }] of Object.entries<Json>(webhooks)) {
    const { properties } = post.requestBody.content['application/json'].schema
    expect(properties.type.const).toBe(type)
    expect(Object.keys(properties.data.properties).length).toBeGreaterThan(0)
    expect(text).toContain(`<h3>${type}</h3>`)
  }
})
