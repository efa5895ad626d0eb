import { openApp } from '../../src/app.ts'
import { invitations } from '../../src/invitations/index.ts'
import { sendLetters } from '../../src/invitations/letters.ts'
import { readConfig } from '../../src/lib/config.ts'
import { createLetters } from '../../src/lib/mail.ts'
import { type Move, nameOf, type Scene } from './workers.ts'

/**
 * A worker as src/main.ts starts it with ROLES=worker, but that its clock is told by whoever started it, and that it makes
 * its rounds when the clock has moved and not every second or minute.
 */
const { connection, settings } = JSON.parse(process.env.SCENE ?? '') as Scene
const config = readConfig({ ...settings, ROLES: 'web', LOG_LEVEL: 'silent', PORT: '0' })
/** A worker that waits its turn for a processor is not to take the mail server for hung. */
const patience = { answerMs: 2500, letterMs: 10_000 }
/** The mail server is told which worker it speaks with. */
const smtpUrl = `${config.smtpUrl}/?name=${nameOf(process.pid)}`
const letters = createLetters({ smtpUrl, folder: '', from: config.mailFrom, patience })
const stop = new AbortController()
let now = 0
const { world } = await openApp(config, connection, { now: () => new Date(now), letters })

process.on('message', async ({ to, isSending }: Move) => {
  now = to
  const rounds = isSending ? [sendLetters] : (invitations.rounds ?? []).map(({ run }) => run)
  // A round that fails is made again.
  for (const run of rounds) await run(world, stop.signal).catch(() => undefined)
  process.send?.('moved')
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
