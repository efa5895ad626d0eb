import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferSource, Input, MP4 } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { filmed, noFfmpeg } from '../../test/ffmpeg.ts'
import { openRoom, recording } from '../../test/room.ts'
import { findFfmpeg } from './ffmpeg.ts'

const folder = await mkdtemp(join(tmpdir(), 'greenroom-ffmpeg-'))
const calls = join(folder, 'calls')
const counting = join(folder, 'ffmpeg')

/** Stands before the real one, and writes down that it was called. */
beforeAll(async () => {
  await writeFile(
    counting,
    `#!/bin/sh\necho called >> '${calls}'\nexec '${findFfmpeg(process.env.FFMPEG_PATH)}' "$@"\n`,
  )
  await chmod(counting, 0o755)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const timesCalled = async () => (await readFile(calls, 'utf8').catch(() => '')).split('\n').length - 1

type Greenroom = ReturnType<typeof testApp>

async function answered(greenroom: Greenroom, bytes: Buffer, durationMs: number) {
  const company = await greenroom.build.company()
  const room = await openRoom(greenroom, company)
  await room.agree()
  const { segmentId, takeId } = await room.answer(undefined, bytes, durationMs)
  const look = async () => (await room.api(`/takes/${takeId}`)).body.segments[0]
  const settled = async () => {
    const { ready, failure } = await look()
    return ready || failure !== null
  }
  await expect.poll(settled, { timeout: 30_000 }).toBe(true)
  return { company, segmentId, segment: await look() }
}

/** Some of the middle is gone: where a parser that trusts its input stops. */
function damaged(whole: Buffer): Buffer {
  const middle = Math.floor(whole.length / 3)
  return Buffer.concat([whole.subarray(0, middle), whole.subarray(middle + 10_000)])
}

describe.skipIf(noFfmpeg)('with an ffmpeg', () => {
  const greenroom = testApp({ FFMPEG_PATH: counting })

  test('a damaged recording gives up everything that can still be played', async () => {
    const { segment } = await answered(greenroom, damaged(filmed(12)), 12_000)
    expect(segment.ready).toBe(true)
    expect(segment.durationMs).toBeGreaterThan(10_000)
    expect(await timesCalled()).toBe(1)
  })

  test('a whole one is not touched, and what is no recording never comes near it', async () => {
    const before = await timesCalled()
    expect((await answered(greenroom, await recording('vp8.webm'), 2000)).segment.failure).toBeNull()
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'.repeat(20))
    expect((await answered(greenroom, playlist, 2000)).segment.ready).toBe(false)
    expect(await timesCalled()).toBe(before)
  })

  test('a browser that cannot play WebM gets a copy, made once when first asked for', async () => {
    const { company, segmentId } = await answered(greenroom, await recording('vp9.webm'), 2000)
    const before = await timesCalled()
    const ask = async () => (await company.api(`/room/v1/media/${segmentId}/copy`, { method: 'POST' })).body.state
    expect(await ask()).toBe('preparing')
    await expect.poll(ask, { timeout: 30_000 }).toBe('ready')
    expect(await timesCalled()).toBe(before + 1)

    const url = `/room/v1/media/${segmentId}?as=mp4`
    const copy = await greenroom.running.app.http.inject({ url, headers: company.headers })
    expect(copy.headers['content-type']).toBe('video/mp4')
    const input = new Input({ source: new BufferSource(copy.rawPayload), formats: [MP4] })
    expect(await (await input.getPrimaryVideoTrack())?.getCodec()).toBe('avc')
    expect(await (await input.getPrimaryAudioTrack())?.getCodec()).toBe('aac')
    expect(await input.computeDuration()).toBeGreaterThan(1.8)
    const { media } = greenroom.running.app.world
    const keys = await Array.fromAsync(media.list(`${company.companyId}/${segmentId}`))
    expect(keys.filter((key) => key.includes('/pieces/'))).toEqual([])
  })

  test("another company's segment has no copy", async () => {
    const { segmentId } = await answered(greenroom, await recording('vp8.webm'), 2000)
    const stranger = await greenroom.build.company()
    expect((await stranger.api(`/room/v1/media/${segmentId}/copy`, { method: 'POST' })).status).toBe(404)
  })
})

describe('without one', () => {
  const greenroom = testApp({ FFMPEG_PATH: 'none' })

  test('what is there is played, the loss is said, and no copy is promised', async () => {
    const whole = await recording('vp8.webm')
    const { company, segmentId, segment } = await answered(greenroom, whole.subarray(0, whole.length * 0.6), 12_000)
    expect(segment).toMatchObject({ ready: true, failure: expect.stringMatching(/^12 s were recorded and 1 s/) })
    const asked = await company.api(`/room/v1/media/${segmentId}/copy`, { method: 'POST' })
    expect(asked.body).toEqual({ state: 'impossible' })
  })
})
