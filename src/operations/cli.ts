import { parseArgs } from 'node:util'
import { features } from '../features.ts'
import type { Command } from '../lib/command.ts'
import { Problem } from '../lib/problem.ts'
import { StartUpError } from '../lib/start-up-error.ts'
import { commands as operations } from './commands.ts'
import { openHouse } from './house.ts'

/** `greenroom <command> --option value [--json]`: exit code 0 when done, 1 when it failed, 2 when it was not understood. */
const commands: Command[] = [...features.flatMap(({ commands = [] }) => commands), ...operations]

class NotUnderstood extends Error {}

const say = (line: string) => process.stderr.write(`${line}\n`)

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof NotUnderstood || error instanceof StartUpError || error instanceof Problem)) throw error
  say((error as Error).message)
  process.exitCode = error instanceof NotUnderstood ? 2 : 1
}

async function run(words: string[]): Promise<number> {
  const command = commands.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name)
  if (!command) throw new NotUnderstood(overview())
  const { json, ...given } = readOptions(command, words.slice(command.name.split(' ').length))
  const house = openHouse(say)
  try {
    const result = await command.run(house, given as Record<string, string>)
    process.stdout.write(`${json || !command.text ? JSON.stringify(result) : command.text(result)}\n`)
    return command.failed?.(result) ? 1 : 0
  } finally {
    await house.close()
  }
}

function readOptions({ name, options }: Command, words: string[]) {
  const known = Object.fromEntries(Object.keys(options).map((option) => [option, { type: 'string' as const }]))
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({ args: words, options: { ...known, json: { type: 'boolean' } } }).values
  } catch (error) {
    throw new NotUnderstood(`${(error as Error).message}\n\n${usage(name, options)}`)
  }
  const missing = Object.keys(options).filter((option) => options[option]?.required && !values[option])
  if (missing.length > 0) throw new NotUnderstood(`Missing: --${missing.join(', --')}\n\n${usage(name, options)}`)
  return values
}

function usage(name: string, options: Command['options']): string {
  const lines = Object.entries(options).map(([option, { about }]) => `  --${option.padEnd(12)} ${about}`)
  return [`greenroom ${name}`, ...lines].join('\n')
}

function overview(): string {
  const lines = commands.map(({ name, about }) => `  ${name.padEnd(16)} ${about}`)
  return ['Commands (each takes --json):', ...lines].join('\n')
}
