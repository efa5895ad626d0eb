import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartUpError } from '../start-up-error.ts'
import { canReach } from './account.ts'
import { makeDataDir } from './data-dir.ts'
import { startPostgres } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-refusals-'))
beforeAll(() => chmodSync(folder, 0o711))
afterAll(() => rmSync(folder, { recursive: true }))

const start = (dataDir: string, pgHome?: string) => startPostgres({ dataDir, pgHome, log: () => {} })

test('a folder that cannot be made', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(start(join(folder, 'file', 'data'))).rejects.toThrow(
    /^Greenroom cannot write to its data folder .*file\/data/,
  )
  await expect(start('/proc/greenroom')).rejects.toThrow(StartUpError)
})

test('a database of another major version', async () => {
  const dataDir = join(folder, 'old')
  mkdirSync(join(makeDataDir(dataDir), 'postgres', 'data'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '17\n')
  await expect(start(dataDir)).rejects.toThrow(/was made by PostgreSQL 17, and this Greenroom runs 18. Take a backup/)
})

test('something that is no database where the database should be', async () => {
  const dataDir = join(folder, 'odd')
  mkdirSync(join(makeDataDir(dataDir), 'postgres', 'data'), { recursive: true })
  await expect(start(dataDir)).rejects.toThrow('it is no PostgreSQL database')
})

test('a database that was kept elsewhere and is gone', async () => {
  const dataDir = makeDataDir(join(folder, 'moved'))
  symlinkSync(join(folder, 'nowhere'), join(dataDir, 'postgres'))
  await expect(start(dataDir)).rejects.toThrow('nowhere, which is gone')
})

test('a home of PostgreSQL that holds none', async () => {
  await expect(start(join(folder, 'homeless'), '/nowhere')).rejects.toThrow('GREENROOM_PG_HOME is /nowhere, but')
})

const checkout = new URL('../../..', import.meta.url).pathname
const nobody = { name: 'nobody', uid: 65534, gid: 65534 }

describe.runIf(process.getuid?.() === 0 && canReach(nobody, checkout) && canReach(nobody, dirname(process.execPath)))(
  'as another user',
  () => {
    test('a folder that is not ours to write', () => {
      const dataDir = join(makeDataDir(join(folder, 'roots')), 'data')
      expect(startAs(nobody.uid, dataDir)).toMatch(
        /^StartUpError: Greenroom cannot write to its data folder .* \(EACCES\)/,
      )
    })

    test('a user without a name', () => {
      const dataDir = makeDataDir(join(folder, 'nameless'))
      chownSync(dataDir, 54321, 54321)
      expect(startAs(54321, dataDir)).toMatch(/^StartUpError: .* uid 54321 has none in \/etc\/passwd/)
    })
  },
)

function startAs(uid: number, dataDir: string): string {
  const server = new URL('./server.ts', import.meta.url)
  const script = `(await import('${server}')).startPostgres({ dataDir: '${dataDir}', log() {} }).catch((error) => console.log(String(error)))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    uid,
    gid: uid,
    cwd: '/',
    encoding: 'utf8',
  })
  return stdout
}
