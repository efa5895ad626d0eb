import type { Answered, Api } from './api.ts'
import type { Line } from './line.ts'
import { createPause, pauseAfter, timeoutFor } from './pace.ts'
import type { HeldAnswer, HeldChunk, HeldSegment, Shelf } from './shelf.ts'
import { verdictOn } from './verdict.ts'

/**
 * What the screen says about what was recorded: nothing yet, all safe, on its way, kept here until the line is back or
 * the company has room, or not wanted.
 */
export type UploadState = {
  at: 'empty' | 'safe' | 'sending' | Trouble | 'refused'
  /** Chunks and answers the server does not have. */
  partsLeft: number
  stuck: number
}

type Trouble = 'waiting' | 'full'

export type Uploader = ReturnType<typeof createUploader>

const inFlight = 2
const idleMs = 2000

/** Takes everything from the shelf to the server, oldest first, trying for ever. */
export function createUploader(shelf: Shelf, api: Api, line: Line, changed: (state: UploadState) => void) {
  const idle = createPause()
  const backOff = createPause()
  const announced = new Set<string>()
  const stuck = new Set<string>()
  let failures = 0
  let trouble: Trouble = 'waiting'
  let sent = false
  let at: UploadState['at'] = 'empty'
  let left = 0
  /** How often there was something new, and how much is about to come. */
  let news = 0
  let coming = 0

  /** Runs until the link is refused. One uploader at a time: a second tab waits here until the first is gone. */
  async function run(lock: string): Promise<void> {
    if (navigator.locks) await navigator.locks.request(lock, keepSending)
    else await keepSending()
  }

  async function keepSending(): Promise<void> {
    for (;;) {
      try {
        const known = news
        if (!(await sendSome())) await rest(known)
        failures = 0
      } catch (error) {
        if (error instanceof Refused) return tell('refused')
        failures++
        trouble = error instanceof Full ? 'full' : 'waiting'
        await tell(trouble)
        await backOff.rest(pauseAfter(failures))
      }
    }
  }

  /** Whether there was anything to do. */
  async function sendSome(): Promise<boolean> {
    const segments = (await shelf.segments()).filter(({ id }) => !stuck.has(id))
    for (const segment of segments) if (await sendSegment(segment)) return true
    const [choice] = (await shelf.choices()).filter(({ takeId }) => !stuck.has(takeId))
    if (choice && (await isDone(choice.takeId, api.choose(choice)))) await shelf.choiceSent(choice)
    if (choice) return true
    const [answer] = (await shelf.answers()).filter(({ at }) => !stuck.has(String(at)))
    if (answer) await sendAnswer(answer)
    return answer !== undefined
  }

  async function sendAnswer(answer: HeldAnswer): Promise<void> {
    await tell('sending')
    const { file, questionId, at } = answer
    const bytes = file?.bytes.byteLength ?? 0
    const asked = file
      ? line.carry(bytes, () => api.sendFile(questionId, file, timeoutFor(bytes, failures)))
      : api.write(answer)
    if (await isDone(String(at), asked.then(finally422))) await shelf.answerSent(answer)
    sent = true
  }

  async function sendSegment(segment: HeldSegment): Promise<boolean> {
    if (!(await announce(segment))) return true
    const chunks = await shelf.chunks(segment.id, failures > 0 ? 1 : inFlight)
    if (chunks.length > 0) {
      await tell('sending')
      await allOf(chunks.map(sendChunk))
      return true
    }
    if (segment.ended === undefined) return false
    return await seal(segment)
  }

  /** The server learns of take and segment before their chunks; saying it again after a reload is harmless. */
  async function announce(segment: HeldSegment): Promise<boolean> {
    if (announced.has(segment.id)) return true
    if (!(await isDone(segment.id, api.beginTake(segment)))) return false
    if (!(await isDone(segment.id, api.beginSegment(segment)))) return false
    announced.add(segment.id)
    return true
  }

  async function sendChunk(chunk: HeldChunk): Promise<void> {
    const bytes = chunk.bytes.byteLength
    const sending = line.carry(bytes, () => api.sendChunk(chunk, timeoutFor(bytes, failures)))
    if (await isDone(chunk.segmentId, sending)) await shelf.chunkSent(chunk)
    sent = true
  }

  /** A still is nice to have: whatever the server makes of it, the recording goes on. */
  async function seal(segment: HeldSegment): Promise<boolean> {
    if (segment.still) await api.sendStill(segment.id, segment.still)
    if (await isDone(segment.id, api.seal(segment))) await shelf.segmentSealed(segment.id)
    return true
  }

  async function isDone(id: string, asked: Promise<Answered>): Promise<boolean> {
    const { status } = await asked
    const verdict = verdictOn(status)
    if (verdict === 'refused') throw new Refused()
    if (status === 507) throw new Full()
    if (verdict === 'again') throw new Error(`The server answered ${status}`)
    if (verdict === 'stuck') stuck.add(id)
    return verdict === 'done'
  }

  /** All is safe where nothing came since it was looked for, and nothing is about to. */
  async function rest(known: number): Promise<void> {
    await count()
    say(known < news || coming > 0 ? 'sending' : sent ? 'safe' : 'empty')
    await idle.rest(idleMs)
  }

  async function tell(next: UploadState['at']): Promise<void> {
    await count()
    say(next)
  }

  async function count(): Promise<void> {
    left = (await shelf.chunksLeft()) + (await shelf.answers()).length
  }

  function say(next: UploadState['at']): void {
    at = next
    changed({ at, partsLeft: left + coming, stuck: stuck.size })
  }

  /** There is something new on the shelf. */
  function more(): void {
    news++
    idle.wake()
    say(at === 'refused' ? at : failures > 0 ? trouble : 'sending')
    void count().then(() => say(at))
  }

  return {
    run,
    more,
    /** Something is about to come onto the shelf, as the last of a recording is: until this is called nothing is said to be safe. */
    expect(): () => void {
      coming++
      more()
      return () => {
        coming--
        more()
      }
    },
    /** The line may be back. */
    tryNow: () => backOff.wake(),
  }
}

/** A chunk that arrived damaged is sent again; an answer that does not fit its question never will. */
const finally422 = ({ status, body }: Answered) => ({ status: status === 422 ? 409 : status, body })

class Refused extends Error {}

class Full extends Error {}

/** Waits for all, so that none is still in flight when one has failed. */
async function allOf(work: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason
}
