import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { clientOf, noS3, testS3 } from '../../test/s3-server.ts'
import { readConfig } from '../lib/config.ts'
import { connectBucket } from './bucket.ts'
import { openStore } from './open.ts'
import { StoreFull, StoreUnavailable } from './store.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 's3-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

const opened = (settings: Record<string, string>) => openStore(readConfig({ DATA_DIR: dataDir, ...settings }).media)

describe('the settings of a bucket', () => {
  const whole = {
    S3_ENDPOINT: 'https://s3.example.com',
    S3_BUCKET: 'media',
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
  }

  test('are a bucket, or a folder without any', () => {
    expect(readConfig({ DATA_DIR: '/srv', ...whole }).media).toEqual({
      store: 's3',
      folder: '/srv/media',
      endpoint: 'https://s3.example.com',
      bucket: 'media',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    })
    expect(readConfig({ DATA_DIR: '/srv' }).media).toEqual({ store: 'disk', folder: '/srv/media' })
  })

  test.each(Object.keys(whole))('without %s they are no start', (name) => {
    expect(() => readConfig({ ...whole, [name]: '' })).toThrow(
      new RegExp(`^${name} missing: a bucket needs S3_ENDPOINT`),
    )
  })
})

describe.skipIf(noS3)('a bucket', () => {
  const s3 = testS3()

  describe('that is not in order is no start, and its setting is named', () => {
    test('another secret', async () => {
      const store = opened({ ...s3.settings, S3_SECRET_ACCESS_KEY: 'wrong' })
      await expect(store).rejects.toThrow(
        'S3_SECRET_ACCESS_KEY is not the secret of S3_ACCESS_KEY_ID=greenroom:test at',
      )
    })
    test('an unknown key', async () => {
      const store = opened({ ...s3.settings, S3_ACCESS_KEY_ID: 'greenroom:stranger' })
      await expect(store).rejects.toThrow('S3_ACCESS_KEY_ID=greenroom:stranger at http://127.0.0.1')
    })
    test('a bucket that is not there', async () => {
      const store = opened({ ...s3.settings, S3_BUCKET: 'nowhere' })
      await expect(store).rejects.toThrow('There is no bucket nowhere at http://127.0.0.1')
    })
    test('nobody at the address', async () => {
      const store = opened({ ...s3.settings, S3_ENDPOINT: 'http://127.0.0.1:1' })
      await expect(store).rejects.toThrow('S3_ENDPOINT=http://127.0.0.1:1 does not answer (ECONNREFUSED)')
    })
  })

  test('takes a large draft in parts, and gives it back whole', async () => {
    const store = await opened({ ...s3.settings, S3_BUCKET: await s3.addBucket() })
    const bytes = randomBytes(20_000_001)
    const draft = await store.create('7/large')
    for (let at = 0; at < bytes.length; at += 1_000_000) await draft.write(at, bytes.subarray(at, at + 1_000_000))
    await draft.publish()
    const object = await store.open('7/large')
    expect((await object.read(0, object.size)).equals(bytes)).toBe(true)
    expect(await Array.fromAsync(store.list(''))).toEqual(['7/large'])
    expect(await readdir(join(dataDir, 'media/.unfinished'))).toEqual([])
  })

  test('is read ahead: a stream of small pieces is few requests', async () => {
    const { media } = readConfig({ DATA_DIR: dataDir, ...s3.settings })
    if (media.store !== 's3') throw new Error('These are the settings of a bucket')
    const front = await counting(media.endpoint)
    const store = await opened({ ...s3.settings, S3_ENDPOINT: front.url })
    await store.put('7/piecewise', randomBytes(3_000_000))
    const before = front.requests()
    const object = await store.open('7/piecewise')
    for (let at = 0; at < object.size; at += 65_536) await object.read(at, 65_536)
    expect(front.requests() - before).toBeLessThanOrEqual(4)
  })

  test('is listed page by page', async () => {
    const settings = { ...s3.settings, S3_BUCKET: await s3.addBucket() }
    const store = await opened(settings)
    const keys = Array.from({ length: 7 }, (_, index) => `7/${index}`)
    for (const key of keys) await store.put(key, Buffer.from(key))
    const { media } = readConfig({ DATA_DIR: dataDir, ...settings })
    if (media.store !== 's3') throw new Error('These are the settings of a bucket')
    expect(await Array.fromAsync(connectBucket(media).list('', 2))).toEqual(keys)
  })

  test('is freed of parts nobody completed, but not of those on their way', async () => {
    const settings = { ...s3.settings, S3_BUCKET: await s3.addBucket() }
    const client = clientOf(settings)
    const Bucket = settings.S3_BUCKET
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: '7/left' }))
    const uploads = async () => (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0
    await opened(settings)
    expect(await uploads()).toBe(1)
    vi.useFakeTimers({ now: Date.now() + 25 * 3_600_000, toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const { media } = readConfig({ DATA_DIR: dataDir, ...settings })
    if (media.store !== 's3') throw new Error('These are the settings of a bucket')
    expect((await connectBucket(media).begun()).length).toBe(1)
    await (await opened(settings)).sweep()
    expect(await uploads()).toBe(0)
  })

  test('that hangs is given up on before a browser would', async () => {
    const store = await opened(s3.settings)
    const began = Date.now()
    await s3.hold(() => expect(store.put('7/slow', randomBytes(100))).rejects.toThrow(StoreUnavailable))
    expect(Date.now() - began).toBeLessThan(14_000)
  })
})

/** What other stores answer when there is no room. */
describe('a bucket without room is told apart from one that is away', () => {
  test.each([
    ['MinIO, whose disks are full', 507, 'XMinioStorageFull', StoreFull],
    ['Ceph, by quota', 403, 'QuotaExceeded', StoreFull],
    ['Swift, by quota', 413, 'EntityTooLarge', StoreFull],
    ['AWS, in a hurry', 503, 'SlowDown', StoreUnavailable],
    ['a proxy before it', 502, 'BadGateway', StoreUnavailable],
  ])('%s', async (_, status, code, expected) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(status, { 'content-type': 'application/xml' })
        response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No</Message></Error>`)
      })
    })
    const endpoint = await addressOf(server)
    const settings = { endpoint, bucket: 'media', region: 'us-east-1', accessKeyId: 'key', secretAccessKey: 'secret' }
    await expect(connectBucket(settings).put(randomUUID(), Buffer.from('x'))).rejects.toThrow(expected)
  })
})

/** Passes everything on, and counts. */
async function counting(to: string) {
  let count = 0
  const server = createServer(async (request, response) => {
    count++
    const body = Buffer.concat(await Array.fromAsync(request))
    const { request: send } = await import('node:http')
    const { method, headers, url } = request
    send(to + url, { method: method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    }).end(body)
  })
  return { url: await addressOf(server), requests: () => count }
}

async function addressOf(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
