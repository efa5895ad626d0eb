import { openApp } from '../../src/app.ts'
import { invitations } from '../../src/invitations/index.ts'
import { sendLetter } from '../../src/invitations/jobs.ts'
import { readConfig } from '../../src/lib/config.ts'
import { createLetters } from '../../src/lib/mail.ts'
import { type Move, nameOf, type Scene } from './workers.ts'

/**
 * A worker as src/main.ts starts it with ROLES=worker, but that its clock is told by whoever started it, and that it makes
 * its rounds when the clock has moved and not once a minute.
 */
const { connection, settings } = JSON.parse(process.env.SCENE ?? '') as Scene
const config = readConfig({ ...settings, ROLES: 'web', LOG_LEVEL: 'silent', PORT: '0' })
const patience = { answerMs: 1500, letterMs: 5000 }
/** The mail server is told which worker it speaks with. */
const smtpUrl = `${config.smtpUrl}/?name=${nameOf(process.pid)}`
const letters = createLetters({ smtpUrl, folder: '', from: config.mailFrom, patience })
const stop = new AbortController()
let now = 0
const app = await openApp(config, connection, { now: () => new Date(now), letters })

const inHand = new Set<string>()
/** The same errand, but that it is known which letters are in hand. */
const noted: typeof sendLetter = {
  ...sendLetter,
  async run(ctx, payload) {
    inHand.add(payload.letterId)
    await sendLetter.run(ctx, payload).finally(() => inHand.delete(payload.letterId))
  },
}

process.on('message', async (said: Move | 'what is in hand?') => {
  if (said === 'what is in hand?') return process.send?.([...inHand])
  const { to, isRound } = said
  if (now === 0) app.world.jobs.work(app.world, [noted as never])
  now = to
  // A round that fails is made again.
  if (isRound) for (const { run } of invitations.rounds ?? []) await run(app.world, stop.signal).catch(() => undefined)
  process.send?.('moved')
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
