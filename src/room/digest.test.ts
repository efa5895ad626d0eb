import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentDigest, sha256Named } from './digest.ts'

const hello = Uint8Array.from(Buffer.from('{"hello": "world"}\n'))

test("RFC 9530's own example", async () => {
  expect(await contentDigest(hello)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:')
})

test('what one side writes the other reads', async () => {
  const expected = createHash('sha256').update(hello).digest()
  const header = await contentDigest(hello)
  for (const text of [header, `sha-512=:AAAA:, ${header}`, `${header}, sha-512=:AAAA:`]) {
    expect(Buffer.from(sha256Named(text) ?? [])).toEqual(expected)
  }
})

test.each(['', 'sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=', 'sha-256=:short=:', 'sha-512=:AAAA:'])(
  '%j names no SHA-256',
  (header) => {
    expect(sha256Named(header)).toBeUndefined()
  },
)
