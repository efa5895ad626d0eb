import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { openRoom } from '../../test/room.ts'
import { noS3, testS3 } from '../../test/s3-server.ts'
import { cloneTemplate } from '../../test/template.ts'
import { openWorld } from '../app.ts'
import type { House } from '../lib/command.ts'
import { readConfig } from '../lib/config.ts'
import { contextOf } from '../lib/context.ts'
import { prepare } from '../media/prepare.ts'
import { companyBytes } from '../media/quota.ts'
import { backUp } from './backup.ts'
import { examine } from './doctor.ts'
import { restore } from './restore.ts'

describe.skipIf(noS3)('recordings in a bucket', () => {
  const s3 = testS3()
  const greenroom = testApp(Object.assign(s3.settings, { ROLES: 'web' }))
  const { running } = greenroom
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-bucket-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const backUpTo = (to: string, media: 'copied' | 'left') =>
    backUp({ world: running.app.world, connection: running.connection, to, media })

  test('are left where they are, and a restore finds them there', async () => {
    const company = await greenroom.build.company()
    const { agree, answer } = await openRoom(greenroom, company)
    await agree()
    const { segmentId } = await answer()
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    await prepare(ctx, segmentId)
    const to = join(folder, 'left')
    expect(await backUpTo(to, 'left')).toMatchObject({ media: 'left', mediaFiles: 4 })

    const elsewhere = await emptyHouse({ S3_BUCKET: await s3.addBucket() })
    await expect(restore(elsewhere, to)).rejects.toThrow('none of them is in the store of this installation')
    const house = await emptyHouse()
    expect(await restore(house, to)).toMatchObject({ mediaFiles: 4, missing: 0 })
    const restored = contextOf(await house.world(), { kind: 'system', companyId: company.companyId })
    expect(await companyBytes(restored)).toBe(await companyBytes(ctx))
  })

  test('are copied when that is asked for, and brought into a bucket or a folder', async () => {
    const key = '1/00000000-0000-4000-8000-000000000001/raw/00000-ab'
    await running.app.world.media.put(key, Buffer.from('encrypted'))
    const to = join(folder, 'copied')
    const { mediaFiles } = await backUpTo(to, 'copied')
    for (const settings of [{ S3_BUCKET: await s3.addBucket() }, { S3_ENDPOINT: '', S3_BUCKET: '', ...noKey }]) {
      const house = await emptyHouse(settings)
      expect(await restore(house, to)).toMatchObject({ mediaFiles, missing: 0 })
      const { media } = await house.world()
      const object = await media.open(key)
      expect(String(await object.read(0, 100))).toBe('encrypted')
      await object.close()
    }
    rmSync(join(to, 'media', key))
    await expect(restore(await emptyHouse({ S3_BUCKET: await s3.addBucket() }), to)).rejects.toThrow('is damaged: 1 of')
  })

  test('are looked at by the doctor, who also finds those left on the disk', async () => {
    const says = async (settings: Record<string, string>) => {
      const house = await emptyHouse(settings)
      mkdirSync(join(house.config.dataDir, 'media/1'), { recursive: true })
      const before = (await examine(house)).find(({ what }) => what === 'Recordings')
      writeFileSync(join(house.config.dataDir, 'media/1/old'), 'x')
      const after = (await examine(house)).find(({ what }) => what === 'Recordings')
      return [before, after]
    }
    const [right, left] = await says({})
    expect(right).toMatchObject({ ok: true, says: expect.stringContaining('can be listed, read and written') })
    expect(left).toMatchObject({ ok: false, says: expect.stringContaining('holds recordings from before the bucket') })
    const [wrong] = await says({ S3_SECRET_ACCESS_KEY: 'wrong' })
    expect(wrong).toMatchObject({ ok: false, says: expect.stringContaining('is not the secret of') })
  })

  const noKey = { S3_ACCESS_KEY_ID: '', S3_SECRET_ACCESS_KEY: '' }

  /** A new installation with the old one's master key and, unless told otherwise, its bucket. */
  async function emptyHouse(settings: Record<string, string> = {}): Promise<House> {
    const { socketDir: host, port, user } = inject('postgres')
    const { database, drop } = await cloneTemplate({ host, port, user })
    onTestFinished(drop)
    const dataDir = mkdtempSync(join(folder, 'house-'))
    copyFileSync(join(running.dataDir, 'secret.key'), join(dataDir, 'secret.key'))
    const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0', ...s3.settings, ...settings })
    const connection = { host, port, user, database }
    const world = openWorld.bind(undefined, config, connection, pino({ level: 'silent' }), {})
    return { config, storage: async () => ({ connection, close: async () => {} }), world }
  }
})
