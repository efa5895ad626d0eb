import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, Sorry, say } from './terminal.mjs'

const lock = join(root, '.runtime', 'lock')
const owner = join(lock, 'owner')

/** Does the work while no other launch of this checkout does any: two installs at once would ruin each other. */
export async function once(work) {
  await take()
  const beat = setInterval(touch, 2_000)
  const freeAtExit = () => rmSync(lock, { recursive: true, force: true })
  process.on('exit', freeAtExit)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', freeAtExit)
    freeAtExit()
  }
}

/** Counts a process among those that hold the lock: killed, we leave behind an npm that goes on installing. */
export function holdFor(pid) {
  if (existsSync(owner)) appendFileSync(owner, `${pid}\n`)
}

function touch() {
  if (existsSync(owner)) utimesSync(owner, new Date(), new Date())
}

/** Making a folder is the one thing that only one of several can do. */
async function take() {
  for (let waited = 0; !make(); waited += 200) {
    if (waited === 1000) say('Waiting for another launch, which is installing…')
    if (isAbandoned()) clearAway()
    else await sleep(200)
  }
  writeFileSync(owner, `${process.pid}\n`)
}

function make() {
  try {
    mkdirSync(join(root, '.runtime'), { recursive: true })
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Sorry(
      `${root} is not writable by this user (${error.code}), and something has to be installed there first.`,
    )
  }
}

/** A living owner touches its file every two seconds; the processes listed there are it and its npm. */
function isAbandoned() {
  const beat = statSync(owner, { throwIfNoEntry: false }) ?? statSync(lock, { throwIfNoEntry: false })
  if (!beat) return false
  if (Date.now() - beat.mtimeMs > 15_000) return true
  return processes().length > 0 && !processes().some(isAlive)
}

function processes() {
  try {
    return readFileSync(owner, 'utf8').split('\n').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Renaming first: of several that find the lock abandoned, one clears it. */
function clearAway() {
  const away = `${lock}.${process.pid}`
  try {
    renameSync(lock, away)
  } catch {
    return
  }
  rmSync(away, { recursive: true, force: true })
}
