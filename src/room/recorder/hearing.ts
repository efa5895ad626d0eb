/** Whether a microphone delivers a voice. Unmeasured: this browser does not let us listen. */
export type Hearing =
  | { at: 'listening'; since: number; loud: number }
  | { at: 'heard' }
  | { at: 'silent'; loud: number }
  | { at: 'unmeasured' }

const patienceMs = 6000
const loudEnough = 0.35
/** One knock on the desk is not a voice. */
const readingsToBelieve = 4
const floorDb = -60

export const listen = (now: number): Hearing => ({ at: 'listening', since: now, loud: 0 })

/** One reading of the level; none when there is nothing to read. Once heard, always heard. */
export function hear(hearing: Hearing, level: number | undefined, now: number): Hearing {
  if (hearing.at === 'heard') return hearing
  const over = hearing.at === 'listening' && now - hearing.since >= patienceMs
  if (level === undefined) return over ? { at: 'unmeasured' } : hearing
  const loud = (hearing.at === 'unmeasured' ? 0 : hearing.loud) + (level >= loudEnough ? 1 : 0)
  if (loud >= readingsToBelieve) return { at: 'heard' }
  if (hearing.at === 'listening' && !over) return { ...hearing, loud }
  return { at: 'silent', loud }
}

/** How loud samples are, from 0 to 1 as an ear would say: -60 dB is nothing, full scale is 1. */
export function levelOf(samples: Float32Array): number {
  let squares = 0
  for (const sample of samples) squares += sample * sample
  const db = 10 * Math.log10(squares / Math.max(samples.length, 1))
  return Math.min(Math.max((db - floorDb) / -floorDb, 0), 1)
}
