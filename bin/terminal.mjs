import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Something for the person at the terminal to put right: printed as it is, without a stack. */
export class Sorry extends Error {}

export const say = (line) => process.stderr.write(`${line}\n`)

/** Runs a step of which only failure is worth showing, saying every ten seconds that it is still at it. */
export async function step(what, command, args, options = {}) {
  const startedAt = Date.now()
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`
  say(`${what}…`)
  const reminder = setInterval(() => say(`  still at it (${seconds()})`), 10_000)
  const { code, output } = await collect(command, args, options)
  clearInterval(reminder)
  say(`  ${code === 0 ? 'done' : 'failed'} (${seconds()})`)
  return { ok: code === 0, output }
}

function collect(command, args, { onStart, ...options }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    if (child.pid) onStart?.(child.pid)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        output += text
      })
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Runs the script itself in our place: its terminal is ours, its signals are passed on, its exit code is answered. */
export function run(nodePath, args, also) {
  const PATH = `${dirname(nodePath)}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(nodePath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH, ...also } })
  const passOn = (signal) => {
    // A terminal sends Ctrl-C to the child as well, and a second one would cut short its orderly end.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, passOn)
  endWithNpm(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, passOn)
      if (signal) process.kill(process.pid, signal)
      else resolve(code)
    })
  })
}

/** npm that is killed cannot pass anything on: what it started ends all the same, and frees port and data folder. */
function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    end()
  }, 500)
  watch.unref()
}
