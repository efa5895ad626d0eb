import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { endServer, type Server, spawnServer, startServer, untilReady } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-start-'))
beforeAll(() => chmodSync(folder, 0o711))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as { port: number }
  const { code, said } = await endOf(spawnServer({ DATA_DIR: join(folder, 'taken'), PORT: String(port) }))
  expect(code).toBe(1)
  expect(said).toContain(`Port ${port} is taken: stop what uses it, or set PORT to another.\n`)
})

test('a data folder that cannot be written to', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, said } = await endOf(spawnServer({ DATA_DIR: join(folder, 'file', 'data'), PORT: '0' }))
  expect(code).toBe(1)
  expect(said).toMatch(/^Greenroom cannot write to its data folder [^\n]*\n$/)
})

test('a second copy on the same data folder', async () => {
  const dataDir = join(folder, 'shared')
  const first = await startServer(dataDir, await freePort())
  onTestFinished(() => void endServer(first))
  const { code, said } = await endOf(spawnServer({ DATA_DIR: dataDir, PORT: '0' }))
  expect(code).toBe(1)
  expect(said).toMatch(/^Another Greenroom is running on the data folder [^\n]*\n$/)
  expect((await fetch(`${first.url}/readyz`)).ok).toBe(true)
  await endServer(first)
})

test('a port that the system chooses is the one that is shown and written down', async () => {
  const dataDir = join(folder, 'chosen')
  const server = spawnServer({ DATA_DIR: dataDir, PORT: '0' })
  onTestFinished(() => void endServer(server))
  await expect.poll(server.said, { timeout: 60_000 }).toMatch(/ready at http:\/\/localhost:[1-9]\d+ /)
  const [, url = ''] = /ready at (\S+)/.exec(server.said()) ?? []
  expect((await fetch(`${url}/readyz`)).ok).toBe(true)
  expect(JSON.parse(readFileSync(join(dataDir, 'first-run.json'), 'utf8')).url).toBe(url)
  expect(await endServer(server)).toBe(0)
})

test('two that answer and one that works, started together on an empty database and folder', async () => {
  const { admin, url } = await emptyDatabase()
  const common = { DATA_DIR: join(folder, 'together'), DATABASE_URL: url }
  const ports = [await freePort(), await freePort(), await freePort()]
  const [worker, ...web] = [
    spawnServer({ ...common, ROLES: 'worker', PORT: String(ports[0]) }),
    spawnServer({ ...common, ROLES: 'web', PORT: String(ports[1]) }),
    spawnServer({ ...common, ROLES: 'web', PORT: String(ports[2]) }),
  ] as [Server, Server, Server]
  onTestFinished(() => void Promise.all([worker, ...web].map((server) => endServer(server))))
  await Promise.all(web.map(untilReady))
  await expect.poll(worker.said, { timeout: 60_000 }).toContain('Greenroom is at work')
  await expect(fetch(`${worker.url}/healthz`)).rejects.toThrow()
  await admin.query(`select set_config('greenroom.company_id', 'system', false)`)
  expect((await admin.query('select name from company')).rowCount).toBe(1)
  expect(await Promise.all([worker, ...web].map((server) => endServer(server)))).toEqual([0, 0, 0])
})

test('a database of the host’s own that cannot be used', async () => {
  const { admin, url } = await emptyDatabase()
  const said = async (DATABASE_URL: string) =>
    (await endOf(spawnServer({ DATA_DIR: join(folder, 'own'), PORT: '0', DATABASE_URL }))).said
  expect(await said('postgres://[nowhere')).toMatch(/^DATABASE_URL cannot be used: Invalid URL\n$/)
  expect(await said('postgres://greenroom@localhost:1/x')).toMatch(/^DATABASE_URL cannot be used: .*ECONNREFUSED/)
  await admin.query(`alter role current_user in database ${new URL(url).pathname.slice(1)} set search_path = nothing`)
  expect(await said(url)).toMatch(/^The role in DATABASE_URL may not make tables and schemas[^\n]*\n$/)
})

/** Of the test run's own server, with a connection to look into it. */
async function emptyDatabase() {
  const { socketDir: host, port, user } = inject('postgres')
  const database = `start_${crypto.randomUUID().replaceAll('-', '')}`
  const maker = new pg.Client({ host, port, user, database: 'postgres' })
  await maker.connect()
  await maker.query(`create database ${database}`)
  const admin = new pg.Client({ host, port, user, database })
  await admin.connect()
  onTestFinished(async () => {
    await admin.end()
    await maker.query(`drop database ${database} with (force)`)
    await maker.end()
  })
  return { admin, url: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}` }
}

async function endOf(server: Server) {
  await once(server.process, 'close')
  return { code: server.process.exitCode, said: server.said() }
}
