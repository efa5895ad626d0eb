import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { randomFrom } from './random.ts'

/** A letter that the server has taken, and by whom it was given. */
export type Taken = { messageId: string; to: string; by: string; at: number; realAt: number }

const moods = { failing: 1 / 5, hanging: 1 / 50 }
/** It looks at a letter for so long at most before it takes it. */
const mostThoughtMs = 40

/**
 * A real SMTP server that fails one time in five (451, at the address or after the letter) and never answers one time in
 * fifty. What it took is counted when it has said so, and not before.
 */
export async function startMoodyMailServer(seed: number, now: () => number) {
  const random = randomFrom(seed)
  const taken: Taken[] = []
  const count = { offered: 0, failed: 0, hung: 0 }
  const later = Object.assign(new Error('Try again later'), { responseCode: 451 })
  const moodOf = new Map<string, { what: 'taking' | 'failing' | 'hanging'; isEarly: boolean }>()

  function draw({ id }: SMTPServerSession) {
    count.offered++
    const drawn = random()
    const what = drawn < moods.hanging ? 'hanging' : drawn < moods.hanging + moods.failing ? 'failing' : 'taking'
    if (what === 'failing') count.failed++
    if (what === 'hanging') count.hung++
    moodOf.set(id, { what, isEarly: random() < 0.5 })
  }
  /** Undefined when nothing is to be said. */
  function answer({ id }: SMTPServerSession, isEarly: boolean): { error?: Error } | undefined {
    const mood = moodOf.get(id)
    if (!mood || mood.what === 'taking' || mood.isEarly !== isEarly) return {}
    return mood.what === 'hanging' ? undefined : { error: later }
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom(_, session, done) {
      draw(session)
      done()
    },
    onRcptTo(_, session, done) {
      const said = answer(session, true)
      if (said) done(said.error)
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece) => pieces.push(piece))
      stream.on('end', () => {
        const said = answer(session, false)
        if (!said || said.error) return said && done(said.error)
        setTimeout(() => take(session, Buffer.concat(pieces).toString(), done), random() * mostThoughtMs)
      })
    },
  })
  /** Taken, though nobody may be there any more to hear of it. */
  function take({ hostNameAppearsAs: by, envelope }: SMTPServerSession, letter: string, done: () => void) {
    const messageId = letter.match(/^Message-ID: <([^@>]+)/im)?.[1] ?? ''
    const to = envelope.rcptTo[0]?.address ?? ''
    taken.push({ messageId, to, by, at: now(), realAt: performance.now() })
    done()
  }
  // Whoever is killed in the middle of a letter resets the connection.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    count,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
