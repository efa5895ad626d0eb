import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockDataDir } from './lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder is locked once, and free again when released', () => {
  const dataDir = join(folder, 'released')
  const lock = lockDataDir(dataDir)
  expect(() => lockDataDir(dataDir)).toThrow(
    /^Another Greenroom is running on the data folder .*released: stop it first/,
  )
  lock.release()
  lockDataDir(dataDir).release()
})

test('the lock dies with its holder, however it dies', async () => {
  const dataDir = join(folder, 'killed')
  const lock = new URL('./lock.ts', import.meta.url)
  const script = `(await import('${lock}')).lockDataDir('${dataDir}'); gc(); console.log('locked'); setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', script])
  await once(holder.stdout, 'data')
  expect(() => lockDataDir(dataDir)).toThrow('Another Greenroom is running')

  holder.kill('SIGKILL')
  await once(holder, 'exit')
  lockDataDir(dataDir).release()
})
