import { Compile } from 'typebox/compile'
import { expect } from 'vitest'
import type { App } from '../src/app.ts'
import { describe as describeApi } from '../src/openapi/document.ts'
import type { Received } from './app.ts'

type Described = ReturnType<typeof describeApi>

/** Holds an answer against what /openapi.json says of its operation: the status is named, the body fits its schema. */
export function fitsDescription({ door }: App, method: string, path: string, received: Received) {
  const document = describeApi(door.endpoints, 'http://localhost')
  const operation = find(document, method, (path.split('?')[0] ?? '').replace(/(?<=.)\/$/, ''))
  if (!operation) {
    expect(received.status, `${method} ${path} is not described`).toBeGreaterThanOrEqual(400)
    return
  }
  const described = operation.responses[received.status]
  expect(
    described,
    `${method} ${path} answered ${received.status}, which is not described: ${received.text}`,
  ).toBeDefined()
  const schema = described?.content?.['application/json']?.schema
  if (!schema || received.body === undefined) return
  const misfits = Compile({ ...resolve(document, schema) } as never).Errors(received.body)
  expect([...misfits], `${method} ${path} ${received.status}`).toEqual([])
}

function find(document: Described, method: string, path: string) {
  for (const [template, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
    if (pattern.test(path)) return operations[method.toLowerCase()]
  }
  return undefined
}

function resolve(document: Described, schema: object): object {
  const { $ref } = schema as { $ref?: string }
  const schemas = (document.components as { schemas: Record<string, object> }).schemas
  return $ref ? (schemas[$ref.split('/').at(-1) ?? ''] ?? {}) : schema
}
