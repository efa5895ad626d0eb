import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferSource, Input, MP4, WEBM } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limitsFor } from './child.ts'
import { openDiskStore } from './disk.ts'
import type { Chunk } from './joined.ts'
import { type Remuxed, remux } from './remux.ts'
import { readWhole, sealWhole } from './sealed-file.ts'
import type { MediaStore } from './store.ts'

const mediaKey = createSecretKey(randomBytes(32))
let folder: string
let store: MediaStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remux-'))
  store = await openDiskStore(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const fixture = (name: string) => readFile(join(import.meta.dirname, 'fixtures', name))

describe('a recording made playable', () => {
  test.each([
    ['vp8.webm', 'video/webm;codecs=vp8,opus', ['vp8', 'opus']],
    ['vp9.webm', 'video/webm;codecs=vp9,opus', ['vp9', 'opus']],
    ['avc3.mp4', 'video/mp4;codecs=avc3.42001f,opus', ['avc', 'opus']],
    ['audio.webm', 'audio/webm;codecs=opus', ['opus']],
  ])('%s seeks, keeps its tracks and its two seconds', async (name, mimeType, codecs) => {
    const upload = await store3(await fixture(name))
    const result = playable(await remux({ ...upload, mimeType }))
    expect(result.tracks.map((track) => track.codec)).toEqual(codecs)
    expect(result.durationMs).toBeGreaterThan(1800)
    expect(result.durationMs).toBeLessThan(2300)
    expect(result.mimeType.split(';')[0]).toBe(mimeType.split(';')[0])
    const plain = await readWhole(store, upload.output, mediaKey, result.bytes)
    expect(createHash('sha256').update(plain).digest('hex')).toBe(result.sha256)
    await expectSeekable(plain)
    await expectNoPlaintext(plain)
  })

  test('a recording that breaks off keeps what came before', async () => {
    const whole = await fixture('vp8.webm')
    const upload = await store3(whole.subarray(0, Math.floor(whole.length * 0.6)))
    const result = playable(await remux({ ...upload, mimeType: 'video/webm' }))
    expect(result.durationMs).toBeGreaterThan(700)
    expect(result.durationMs).toBeLessThan(1700)
    await expectSeekable(await readWhole(store, upload.output, mediaKey, result.bytes))
  })

  test('a recording with a hole still gives a file that plays, and its length tells', async () => {
    const whole = await fixture('vp8.webm')
    const hole = Buffer.concat([whole.subarray(0, 12_000), whole.subarray(25_000)])
    const result = await remux({ ...(await store3(hole)), mimeType: 'video/webm' })
    if (result.at === 'playable') expect(result.durationMs).toBeLessThan(2300)
  })

  test('a thousand chunks are read in order', async () => {
    const upload = await storeChunks(await fixture('vp8.webm'), 43)
    expect(upload.chunks.length).toBeGreaterThan(900)
    expect(playable(await remux({ ...upload, mimeType: 'video/webm' })).durationMs).toBeGreaterThan(1800)
  })
})

describe('what is not a recording is refused with a sentence', () => {
  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a playlist', '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\nfile:///etc/passwd\n'],
    ['a playlist of the other kind', '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>'],
    ['nothing at all', ''],
    ['noise', randomBytes(5000).toString('latin1')],
    ['an EBML head and noise', `\x1a\x45\xdf\xa3${'x'.repeat(5000)}`],
  ])('%s', async (_, content) => {
    const upload = await store3(Buffer.from(content, 'latin1'))
    const result = await remux({ ...upload, mimeType: 'video/webm' })
    expect(result).toMatchObject({ at: 'unplayable', because: expect.stringMatching(/^The (upload|recording) .+/) })
    await expectNothingLeft(upload.output)
  })

  test('a recording of another kind than was said', async () => {
    const upload = await store3(await fixture('avc3.mp4'))
    const result = await remux({ ...upload, mimeType: 'video/webm' })
    expect(result).toEqual({ at: 'unplayable', because: 'The upload was said to be webm and is mp4', foreign: true })
  })

  test.each(['text/html', 'application/vnd.apple.mpegurl', 'video/webmx', 'image/svg+xml'])('%s', async (mimeType) => {
    const result = await remux({ ...(await store3(await fixture('vp8.webm'))), mimeType })
    expect(result).toMatchObject({ at: 'unplayable', because: expect.stringContaining(mimeType) })
  })
})

describe('the process apart', () => {
  test('does not take an unreadable chunk for the end of the recording', async () => {
    const upload = await store3(await fixture('vp8.webm'))
    await store.remove(upload.chunks[2]?.key ?? '')
    await expect(remux({ ...upload, mimeType: 'video/webm' })).rejects.toThrow('Nothing is stored')
    await expectNothingLeft(upload.output)
  })

  test('another key opens nothing', async () => {
    const upload = await store3(await fixture('vp8.webm'))
    const given = { ...upload, mediaKey: createSecretKey(randomBytes(32)), mimeType: 'video/webm' }
    await expect(remux(given)).rejects.toThrow('altered')
  })

  test('is killed when a forged file makes it spin', async () => {
    const forged = Buffer.concat([await fixture('vp8.webm'), Buffer.alloc(200_000)])
    const upload = await store3(forged)
    const result = await remux({ ...upload, mimeType: 'video/webm' }, { ...limitsFor(0), ms: 2500 })
    expect(result).toEqual({ at: 'unplayable', because: 'Preparing the recording took too long', foreign: false })
    await expect(store.open(upload.output)).rejects.toThrow('Nothing is stored')
  })

  test('is killed when it holds too much memory', async () => {
    const forged = Buffer.concat([await fixture('vp8.webm'), Buffer.alloc(200_000)])
    const result = await remux({ ...(await store3(forged)), mimeType: 'video/webm' }, { ms: 20_000, rssBytes: 1e6 })
    expect(result).toEqual({
      at: 'unplayable',
      because: 'Preparing the recording took too much memory',
      foreign: false,
    })
  })
})

/** Three chunks, as if recorded in one-second slices. */
const store3 = (plain: Buffer) => storeChunks(plain, Math.ceil(plain.length / 3))

async function storeChunks(plain: Buffer, size: number) {
  const name = randomBytes(8).toString('hex')
  const chunks: Chunk[] = []
  for (let at = 0; at < plain.length; at += size) {
    const chunk = { key: `${name}/${chunks.length}`, bytes: Math.min(size, plain.length - at) }
    await store.put(chunk.key, sealWhole(mediaKey, plain.subarray(at, at + size)))
    chunks.push(chunk)
  }
  return { store, mediaKey, chunks, output: `${name}/playable` }
}

function playable(result: Remuxed) {
  if (result.at === 'unplayable') throw new Error(result.because)
  return result
}

/** Its length stands in its head, and so does (or is pointed to from there) the way to any moment. */
async function expectSeekable(plain: Buffer) {
  const input = new Input({ source: new BufferSource(plain), formats: [WEBM, MP4] })
  expect(await input.getDurationFromMetadata()).toBeCloseTo(await input.computeDuration(), 1)
  if (plain.toString('latin1', 4, 8) === 'ftyp') expect(plain.indexOf('moov')).toBeLessThan(plain.indexOf('mdat'))
  else expect(plain.indexOf('1c53bb6b', 'hex')).toBeGreaterThan(0)
}

async function expectNoPlaintext(plain: Buffer) {
  const piece = plain.subarray(1000, 1032)
  for await (const key of store.list('')) {
    expect((await readFile(join(folder, key))).includes(piece)).toBe(false)
  }
}

async function expectNothingLeft(output: string) {
  await expect(store.open(output)).rejects.toThrow('Nothing is stored')
  expect(await readdir(join(folder, '.unfinished'))).toEqual([])
}
