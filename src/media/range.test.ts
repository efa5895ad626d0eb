import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerRange } from './range.ts'

const file = { bytes: 1000, type: 'video/webm', sha256: Buffer.alloc(32, 7) }
const get = (headers: Record<string, string> = {}) => answerRange({ method: 'GET', headers }, file)
const tag = get().headers.etag ?? ''

describe('serving a media file', () => {
  test('without a range: the whole, private and never sniffed', () => {
    const reply = get()
    expect(reply).toMatchObject({ status: 200, start: 0, end: 1000 })
    expect(reply.headers).toMatchObject({
      'content-length': '1000',
      'content-type': 'video/webm',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringMatching(/^private/),
      etag: expect.stringMatching(/^"[\w-]+"$/),
    })
  })

  test.each([
    ['bytes=0-0', 0, 1, 'bytes 0-0/1000'],
    ['bytes=0-499', 0, 500, 'bytes 0-499/1000'],
    ['bytes=500-', 500, 1000, 'bytes 500-999/1000'],
    ['bytes=-200', 800, 1000, 'bytes 800-999/1000'],
    ['bytes=-5000', 0, 1000, 'bytes 0-999/1000'],
    ['bytes=990-5000', 990, 1000, 'bytes 990-999/1000'],
    ['BYTES = 1 - 2', 1, 3, 'bytes 1-2/1000'],
  ])('%s', (range, start, end, contentRange) => {
    const reply = get({ range })
    expect(reply).toMatchObject({ status: 206, start, end })
    expect(reply.headers['content-range']).toBe(contentRange)
    expect(reply.headers['content-length']).toBe(String(end - start))
  })

  test.each(['bytes=1000-', 'bytes=4000-5000', 'bytes=-0'])('%s cannot be satisfied', (range) => {
    expect(get({ range })).toMatchObject({ status: 416, start: 0, end: 0 })
    expect(get({ range }).headers['content-range']).toBe('bytes */1000')
  })

  test.each(['bytes=5-2', 'bytes=-', 'bytes=a-b', 'items=0-1', 'bytes=0-1,5-6', ''])(
    '%j is answered with the whole',
    (range) => {
      expect(get({ range })).toMatchObject({ status: 200, start: 0, end: 1000 })
    },
  )

  test('If-Range: the part while the file is the same, else the whole', () => {
    expect(get({ range: 'bytes=1-2', 'if-range': tag }).status).toBe(206)
    expect(get({ range: 'bytes=1-2', 'if-range': '"another"' }).status).toBe(200)
    expect(get({ range: 'bytes=1-2', 'if-range': `W/${tag}` }).status).toBe(200)
    expect(get({ range: 'bytes=1-2', 'if-range': 'Tue, 24 Nov 2026 00:00:00 GMT' }).status).toBe(200)
  })

  test('If-None-Match: not sent again', () => {
    for (const list of [tag, `W/${tag}`, `"x", ${tag}`, '*']) expect(get({ 'if-none-match': list }).status).toBe(304)
    expect(get({ 'if-none-match': '"x"' }).status).toBe(200)
  })

  test('HEAD tells the length, ignores the range and sends nothing', () => {
    const reply = answerRange({ method: 'HEAD', headers: { range: 'bytes=1-2' } }, file)
    expect(reply).toMatchObject({ status: 200, start: 0, end: 0 })
    expect(reply.headers['content-length']).toBe('1000')
  })

  test('an empty file', () => {
    const empty = { ...file, bytes: 0 }
    expect(answerRange({ method: 'GET', headers: {} }, empty)).toMatchObject({ status: 200, start: 0, end: 0 })
    expect(answerRange({ method: 'GET', headers: { range: 'bytes=0-' } }, empty).status).toBe(416)
    expect(answerRange({ method: 'GET', headers: { range: 'bytes=-5' } }, empty).status).toBe(416)
  })

  test('whatever is asked, what is sent lies within the file and is as long as it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,5}-\d{0,5}$/)), (range) => {
        const reply = get({ range })
        expect(reply.start).toBeGreaterThanOrEqual(0)
        expect(reply.end).toBeLessThanOrEqual(1000)
        expect(Number(reply.headers['content-length'])).toBe(reply.end - reply.start)
        if (reply.status === 206) expect(reply.end).toBeGreaterThan(reply.start)
      }),
    )
  })
})
