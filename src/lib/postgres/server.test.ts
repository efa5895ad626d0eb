import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { isRoot } from './account.ts'
import { makeDataDir } from './data-dir.ts'
import { processesIn } from './leftovers.ts'
import { type PostgresServer, startPostgres } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-server-'))
beforeAll(() => chmodSync(folder, 0o711))
afterAll(() => rmSync(folder, { recursive: true }))

const dataDir = join(folder, 'data')
const clusterOf = (dataDir: string) => join(realpathSync(join(dataDir, 'postgres')), 'data')
const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0])

test('the role the application works as is bound by row-level security, and nothing listens on the network', async () => {
  const server = await start()
  const { rows } = await ask(
    server,
    'select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user',
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: true }])
  expect((await ask(server, 'show listen_addresses')).rows).toEqual([{ listen_addresses: '' }])
  expect((await ask(server, 'show fsync')).rows).toEqual([{ fsync: 'on' }])
  expect(statSync(server.socketDir).mode & 0o777).toBe(0o700)
})

test('a server that is killed comes back on the same socket', async () => {
  const server = await start()
  const pool = new pg.Pool({ host: server.socketDir, port: server.port, user: server.user, database: server.database })
  pool.on('error', () => {})
  onTestFinished(() => pool.end())
  await pool.query('create table if not exists survivor (n int)')
  await pool.query('insert into survivor values (1)')

  process.kill(postmasterOf(dataDir), 'SIGKILL')
  await expect
    .poll(
      () =>
        pool.query('select n from survivor').then(
          (found) => found.rows[0],
          () => null,
        ),
      { timeout: 30_000 },
    )
    .toEqual({ n: 1 })
})

test('a pid file that names a living stranger is no server', async () => {
  await (await start()).stop()
  const stranger = spawn('/bin/sleep', ['60'], ownerOf(clusterOf(dataDir)))
  onTestFinished(() => void stranger.kill())
  const pidFile = `${stranger.pid}\n${clusterOf(dataDir)}\n0\n5432\n\n\n\n`
  writeFileSync(join(clusterOf(dataDir), 'postmaster.pid'), pidFile)

  expect((await ask(await start(), 'select 1 as n')).rows).toEqual([{ n: 1 }])
  expect(stranger.exitCode).toBeNull()
})

describe('when the application is killed', () => {
  test.each([
    ['alone, its server ends by itself', () => []],
    ['with the server, nothing acknowledged is lost', (dataDir: string) => [postmasterOf(dataDir)]],
    ['with the guard, the server that lives on is taken over', (dataDir: string) => guardsOf(postmasterOf(dataDir))],
  ])('%s', async (_what, alsoKilled) => {
    const app = await startApp(dataDir)
    const server = {
      socketDir: join(dataDir, 'postgres', 'socket'),
      port: 5432,
      user: 'greenroom',
      database: 'greenroom',
    }
    await ask(
      server,
      'drop table if exists acknowledged; create table acknowledged (n int); insert into acknowledged values (7)',
    )

    for (const pid of alsoKilled(dataDir)) process.kill(pid, 'SIGKILL')
    app.kill('SIGKILL')
    expect((await ask(await start(), 'select n from acknowledged')).rows).toEqual([{ n: 7 }])
  })

  test('nothing of the server lives on', async () => {
    const app = await startApp(dataDir)
    expect(processesIn(clusterOf(dataDir)).length).toBeGreaterThan(0)
    app.kill('SIGKILL')
    await expect.poll(() => processesIn(clusterOf(dataDir)), { timeout: 30_000 }).toEqual([])
  })
})

test('a half-made database is made again, and a path too long for a socket is worked around', async () => {
  const dataDir = makeDataDir(join(folder, 'long'.repeat(30)))
  mkdirSync(join(dataDir, 'postgres', 'data.init-killed', 'base'), { recursive: true })
  const server = await start({ dataDir })
  expect((await ask(server, 'select 1 as n')).rows).toEqual([{ n: 1 }])
  expect(existsSync(join(dataDir, 'postgres', 'data.init-killed'))).toBe(false)
  expect(server.socketDir).toMatch(/^\/tmp\/greenroom-/)
})

test.runIf(isRoot())('as root, a folder the server cannot reach leads to one it can', async () => {
  const hidden = join(folder, 'hidden')
  mkdirSync(hidden, { mode: 0o700 })
  const lines: string[] = []
  const server = await start({ dataDir: join(hidden, 'data'), log: (line) => lines.push(line) })
  const place = realpathSync(join(hidden, 'data', 'postgres'))
  onTestFinished(() => rmSync(place, { recursive: true }))
  expect((await ask(server, 'select 1 as n')).rows).toEqual([{ n: 1 }])
  expect(lines[0]).toContain(`the database is kept in ${place}`)
  await server.stop()
})

async function start(given: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir, log: () => {}, ...given })
  onTestFinished(() => server.stop())
  return server
}

async function startApp(dataDir: string) {
  const script = `await (await import('${new URL('./server.ts', import.meta.url)}')).startPostgres({ dataDir: '${dataDir}', log() {} }); console.log('up'); setInterval(() => {}, 1000)`
  const app = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void app.kill('SIGKILL'))
  await once(app.stdout, 'data')
  return app
}

async function ask(server: Pick<PostgresServer, 'socketDir' | 'port' | 'user' | 'database'>, sql: string) {
  const client = new pg.Client({
    host: server.socketDir,
    port: server.port,
    user: server.user,
    database: server.database,
  })
  client.on('error', () => {})
  await client.connect()
  return client.query(sql).finally(() => client.end())
}

function ownerOf(path: string) {
  const { uid, gid } = statSync(path)
  return { uid, gid }
}

function guardsOf(postmaster: number): number[] {
  const isGuard = (pid: string) => {
    const [, , , name, guarded] = commandLineOf(pid)
    return name === 'guard' && guarded === String(postmaster)
  }
  return readdirSync('/proc').filter(isGuard).map(Number)
}

function commandLineOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
