import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { endServer, freePort, type Server, spawnServer, startServer } from './server.ts'

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

async function endOf(server: Server) {
  await once(server.process, 'close')
  return { code: server.process.exitCode, said: server.said() }
}
