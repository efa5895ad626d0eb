import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { socketDirOf } from '../src/lib/postgres/socket.ts'
import type { Measured } from './report.ts'

/** PostgreSQL's own load generator, on the same server and rows: the physical limit of one statement. */
export function pgbench(dataDir: string, script: string, { clients = 64, seconds = 5 } = {}): Measured | undefined {
  const program = findPgbench()
  if (!program) return undefined
  const file = join(mkdtempSync(join(tmpdir(), 'greenroom-pgbench-')), 'script.sql')
  writeFileSync(file, script)
  const host = socketDirOf(realpathSync(join(dataDir, 'postgres')))
  const options = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(clients),
    '-j',
    '2',
    '-T',
    String(seconds),
    '-f',
    file,
    '-h',
    host,
  ]
  const env = { ...process.env, PGOPTIONS: '-c greenroom.company_id=1', PGUSER: 'greenroom' }
  const { stdout, stderr, status } = spawnSync(program, [...options, 'greenroom'], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`pgbench failed: ${stderr}`)
  const number = (pattern: RegExp) => Number(stdout.match(pattern)?.[1])
  return { perSecond: number(/tps = ([\d.]+)/), p50: number(/latency average = ([\d.]+)/), p99: Number.NaN }
}

function findPgbench(): string | undefined {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder) ? readdirSync(folder).sort().reverse() : []
  const places = [...versions.map((version) => join(folder, version, 'bin/pgbench')), '/usr/bin/pgbench']
  return places.find(existsSync) ?? onPath()
}

function onPath(): string | undefined {
  try {
    return execFileSync('which', ['pgbench'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
