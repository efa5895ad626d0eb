import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What was recorded under a fault and what is left of it, in seconds. */
export type Row = { fault: string; takes: number; recorded: number; playable: number; lost: number }

const file = join(import.meta.dirname, '../../.runtime/faults.md')

export function writeTable(rows: Row[]): void {
  const head = ['| fault | takes | recorded | playable | lost |', '| --- | --: | --: | --: | --: |']
  const lines = rows.map(
    ({ fault, takes, recorded, playable, lost }) =>
      `| ${fault} | ${takes} | ${seconds(recorded)} | ${seconds(playable)} | ${seconds(lost)} |`,
  )
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${[...head, ...lines].join('\n')}\n`)
}

const seconds = (number: number) => `${number.toFixed(1)} s`

/** Run by itself, at the end of `npm run faults`: shows the table once, below everything else. */
if (import.meta.main && existsSync(file)) {
  process.stdout.write(`\n${readFileSync(file, 'utf8')}`)
  rmSync(file)
}
