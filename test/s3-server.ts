import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import { isCi } from './ci.ts'
import { freePort } from './free-port.ts'

/** A Python that knows OpenStack's Swift, the one S3 store Debian has. */
const python = process.env.SWIFT_PYTHON ?? '/usr/bin/python3'
const keyId = 'greenroom:test'
const secret = 'greenroom-test-secret'

/** Where the machine has none, and the launcher could fetch none, what needs it is skipped, but not by CI. */
export const noS3 = !isCi && !isThere()

function isThere(): boolean {
  return spawnSync(python, ['-c', 'import swift.common.wsgi'], { timeout: 20_000 }).status === 0
}

/** A real S3 server for one test file, with a bucket. It may be stopped and started again with all it had. */
export function testS3() {
  const settings: Record<string, string> = { S3_ACCESS_KEY_ID: keyId, S3_SECRET_ACCESS_KEY: secret }
  let folder: string
  let child: ChildProcess | undefined
  let port = '0'

  async function start(): Promise<void> {
    const script = join(import.meta.dirname, 's3-server.py')
    if (port === '0') port = String(await freePort())
    child = spawn(python, [script, folder, port, keyId, secret], { stdio: ['ignore', 'pipe', 'pipe'] })
    port = await portOf(child)
    settings.S3_ENDPOINT = `http://127.0.0.1:${port}`
  }

  async function stop(): Promise<void> {
    if (!child || child.signalCode || child.exitCode !== null) return
    const gone = new Promise((exited) => child?.once('exit', exited))
    child.kill('SIGKILL')
    await gone
  }

  /** Answers nothing while it lasts, and refuses nothing either. */
  async function hold<T>(work: () => Promise<T>): Promise<T> {
    child?.kill('SIGSTOP')
    return await work().finally(() => child?.kill('SIGCONT'))
  }

  async function addBucket(): Promise<string> {
    const Bucket = `bucket-${randomUUID()}`
    await clientOf(settings).send(new CreateBucketCommand({ Bucket }))
    return Bucket
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'greenroom-s3-'))
    await start()
    settings.S3_BUCKET = await addBucket()
  })
  afterAll(async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  })

  return { settings, start, stop, hold, addBucket }
}

async function portOf({ stdout, stderr }: ChildProcess): Promise<string> {
  let said = ''
  stderr?.on('data', (text) => {
    said += text
  })
  for await (const text of stdout ?? []) {
    said += text
    const [, port] = /^ready (\d+)\n/m.exec(said) ?? []
    if (port) return port
  }
  throw new Error(`The S3 server did not start: ${said}`)
}

type Settings = Record<string, string>

export const clientOf = ({ S3_ENDPOINT = '', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' }: Settings) =>
  new S3Client({
    endpoint: S3_ENDPOINT,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  })
