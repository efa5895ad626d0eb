/** Why a run of the recorder ended other than by the candidate's will or the clock. None of these uses up a take. */
export type Interruption = 'camera-lost' | 'recorder-failed' | 'no-data' | 'page-closed'

/** One attempt at one question, as the candidate lives it. No DOM, no clock, no network: the screen draws it. */
export type Take =
  | { at: 'ready' }
  | { at: 'recording'; takeId: string; segment: number; earlierMs: number; since: number }
  | { at: 'interrupted'; takeId: string; segment: number; recordedMs: number; because: Interruption }
  | { at: 'reviewing'; takeId: string; recordedMs: number; timeUp: boolean }
  | { at: 'kept'; takeId: string }

export type Signal =
  | { is: 'begin'; takeId: string; now: number }
  | { is: 'tick'; now: number }
  | { is: 'stop'; now: number }
  | { is: 'interrupt'; because: Interruption; now: number }
  | { is: 'continue'; now: number }
  | { is: 'change-recorder' }
  | { is: 'finish' }
  | { is: 'keep' }
  | { is: 'retake' }

export type Limits = { maxAnswerMs: number; retakesLeft: number }

/** A signal that makes no sense where the take is changes nothing: a late click, a second stop. */
export function step(take: Take, signal: Signal, limits: Limits): Take {
  switch (take.at) {
    case 'ready':
      return signal.is === 'begin' ? begin(signal.takeId, signal.now) : take
    case 'recording':
      return stepRecording(take, signal, limits)
    case 'interrupted':
      return stepInterrupted(take, signal, limits)
    case 'reviewing':
      if (signal.is === 'keep') return { at: 'kept', takeId: take.takeId }
      return signal.is === 'retake' && limits.retakesLeft > 0 ? { at: 'ready' } : take
    case 'kept':
      return take
  }
}

/** What has been recorded of this take so far, over all its segments. */
export function recordedMs(take: Take, now: number): number {
  if (take.at === 'recording') return take.earlierMs + Math.max(now - take.since, 0)
  return take.at === 'interrupted' || take.at === 'reviewing' ? take.recordedMs : 0
}

type Recording = Extract<Take, { at: 'recording' }>
type Interrupted = Extract<Take, { at: 'interrupted' }>

const begin = (takeId: string, now: number): Take => ({ at: 'recording', takeId, segment: 0, earlierMs: 0, since: now })

function stepRecording(take: Recording, signal: Signal, { maxAnswerMs }: Limits): Take {
  if (signal.is === 'change-recorder') return { ...take, segment: take.segment + 1 }
  if (signal.is !== 'tick' && signal.is !== 'stop' && signal.is !== 'interrupt') return take
  const { takeId, segment } = take
  const ms = Math.min(recordedMs(take, signal.now), maxAnswerMs)
  const timeUp = ms >= maxAnswerMs
  if (signal.is === 'stop' || timeUp) return { at: 'reviewing', takeId, recordedMs: ms, timeUp }
  if (signal.is === 'tick') return take
  return { at: 'interrupted', takeId, segment, recordedMs: ms, because: signal.because }
}

/** A retake from here is free: the fault was not theirs. */
function stepInterrupted(take: Interrupted, signal: Signal, { maxAnswerMs }: Limits): Take {
  const { takeId, segment, recordedMs } = take
  if (signal.is === 'retake') return { at: 'ready' }
  if (signal.is === 'finish') return { at: 'reviewing', takeId, recordedMs, timeUp: false }
  if (signal.is !== 'continue' || recordedMs >= maxAnswerMs) return take
  return { at: 'recording', takeId, segment: segment + 1, earlierMs: recordedMs, since: signal.now }
}
