import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import { cloneTemplate } from '../../test/template.ts'
import { openApp, openWorld } from '../app.ts'
import { verifyCompany } from '../events/chain.ts'
import * as interviews from '../interviews/interviews.ts'
import type { House } from '../lib/command.ts'
import { readConfig } from '../lib/config.ts'
import { contextOf } from '../lib/context.ts'
import { remuxSegment } from '../media/jobs.ts'
import { listData } from './archive.ts'
import { backUp } from './backup.ts'
import { restore } from './restore.ts'

const { build, running } = testApp({ ROLES: 'web' })
const folder = mkdtempSync(join(tmpdir(), 'greenroom-backup-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder that cannot be made is named, at once', async () => {
  await expect(backUpTo('/proc/greenroom')).rejects.toThrow('The back-up folder /proc/greenroom cannot be written to')
})

describe('what was backed up comes back', () => {
  test('every row, every recording, and the password still fits', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { profileId } = await build.candidate(company, id, { firstName: 'Zoë' })
    const recording = '1/00000000-0000-4000-8000-000000000001/raw/00000-ab'
    await running.app.world.media.put(recording, Buffer.from('encrypted'))
    const to = join(folder, 'whole')
    await backUpTo(to)

    const house = await emptyHouse()
    expect(await restore(house, to)).toMatchObject({ mediaFiles: 1, erased: 0 })
    expect(readFileSync(join(house.config.dataDir, 'media', recording), 'utf8')).toBe('encrypted')

    const app = await openApp(house.config, (await house.storage()).connection)
    onTestFinished(() => app.close())
    const list = await get(app, `/room/v1/assessments/${id}/candidates`, await signIn(app, company))
    expect(list.Videointerviews).toMatchObject([{ profileId, profile: { firstName: 'Zoë' } }])
    const ctx = contextOf(app.world, { kind: 'system', companyId: company.companyId })
    expect((await verifyCompany(ctx)).brokenAt).toBeNull()
  })

  test('but nobody who was erased since', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const erased = await build.candidate(company, id)
    const kept = await build.candidate(company, id)
    const to = join(folder, 'erased')
    await backUpTo(to)
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    await interviews.eraseCandidate(ctx, erased.profileId)
    await backUpTo(to)

    const house = await emptyHouse()
    const [oldest] = await listData(to)
    expect(await restore(house, to, oldest)).toMatchObject({ erased: 1 })
    const { database } = await house.world()
    const rows = await database.of(company.companyId).selectFrom('candidate').select('id').execute()
    expect(rows).toEqual([{ id: kept.profileId }])
  })

  test('and the letters and jobs that had not had their turn yet', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'waiting@example.com' })
    const invitation = { method: 'POST', body: { interviewIds: [interviewId] } }
    await company.api(`/room/v1/assessments/${id}/invite`, invitation)
    const colleague = { email: 'colleague@example.com', role: 'reviewer' }
    await company.api('/room/v1/users', { method: 'POST', body: colleague })
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    await ctx.jobs.enqueue(ctx, remuxSegment, { segmentId: crypto.randomUUID() })
    const to = join(folder, 'letters')
    await backUpTo(to)
    const house = await emptyHouse()
    expect((await restore(house, to)).jobs).toBe(1)
    const app = await openApp(house.config, (await house.storage()).connection)
    onTestFinished(() => app.close())
    await vi.waitFor(
      () => {
        const mail = join(house.config.dataDir, 'mail')
        const letters = readdirSync(mail).map((name) => readFileSync(join(mail, name), 'utf8'))
        expect(letters.map((letter) => letter.match(/^To: (.*)\r$/m)?.[1])).toEqual(['waiting@example.com'])
      },
      { timeout: 30_000, interval: 200 },
    )
  })
})

test('only so many are kept, with the recordings they need', async () => {
  const to = join(folder, 'pruned')
  await running.app.world.media.put('2/old/raw/0', Buffer.from('old'))
  await backUpTo(to)
  await running.app.world.media.remove('2/old/raw/0')
  const { data } = await backUpTo(to, 1)
  expect((await listData(to)).map((name) => join(to, name))).toEqual([data])
  expect(existsSync(join(to, 'media/2/old/raw/0'))).toBe(false)
  expect(readdirSync(to).sort()).toEqual(['keyring.gz', 'media', data.slice(to.length + 1)].sort())
})

describe('a restore is refused', () => {
  const to = join(folder, 'refused')

  test('without the master key, or with another', async () => {
    await backUpTo(to)
    const house = await emptyHouse()
    rmSync(join(house.config.dataDir, 'secret.key'))
    await expect(restore(house, to)).rejects.toThrow('put the secret.key of the old installation into')
    writeFileSync(join(house.config.dataDir, 'secret.key'), 'another master key, thirty-two bytes long')
    await expect(restore(house, to)).rejects.toThrow('made under another master key')
  })

  test('over data that is there', async () => {
    const house = await emptyHouse()
    const { connection } = await house.storage()
    await restore({ ...house, storage: async () => ({ connection, close: async () => {} }) }, to)
    await expect(restore(house, to)).rejects.toThrow('There is data here already')
  })

  test('from a folder that holds none, or not that one', async () => {
    await expect(restore(await emptyHouse(), folder)).rejects.toThrow('There is no back-up in')
    await expect(restore(await emptyHouse(), to, 'data-20200101T000000000Z')).rejects.toThrow('has no data-2020')
  })

  test('from a keyring older than the data', async () => {
    const stale = join(folder, 'stale-keyring.gz')
    copyFileSync(join(to, 'keyring.gz'), stale)
    await backUpTo(to)
    copyFileSync(stale, join(to, 'keyring.gz'))
    await expect(restore(await emptyHouse(), to)).rejects.toThrow('keyring.gz is older than')
  })
})

const backUpTo = (to: string, keep?: number) =>
  backUp({ world: running.app.world, connection: running.connection, to, keep })

/** A new installation that has nothing but the old one's master key. */
async function emptyHouse(): Promise<House> {
  const { socketDir: host, port, user } = inject('postgres')
  const { database, drop } = await cloneTemplate({ host, port, user })
  onTestFinished(drop)
  const dataDir = mkdtempSync(join(folder, 'house-'))
  mkdirSync(dataDir, { recursive: true })
  copyFileSync(join(running.dataDir, 'secret.key'), join(dataDir, 'secret.key'))
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' })
  const connection = { host, port, user, database }
  return {
    config,
    storage: async () => ({ connection, close: async () => {} }),
    world: () => openWorld(config, connection, pino({ level: 'silent' }), {}),
  }
}

type App = Awaited<ReturnType<typeof openApp>>

async function signIn(app: App, { apiKey, email, password }: { apiKey: string; email: string; password: string }) {
  const url = '/room/v1/token'
  const answer = await app.http.inject({
    method: 'POST',
    url,
    headers: { 'x-api-key': apiKey },
    payload: { email, password },
  })
  return { 'x-api-key': apiKey, authorization: answer.json().id as string }
}

async function get(app: App, url: string, headers: Record<string, string>) {
  return (await app.http.inject({ method: 'GET', url, headers })).json()
}
