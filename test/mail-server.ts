import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/**
 * A real SMTP server on loopback that keeps what it takes. `refusing` answers 451 to every message,
 * naming the address as mail servers do; `denying` is what it says to every address, for good; an address at nowhere.example is refused for good,
 * and so is what goes to picky.example.
 */
export async function startMailServer() {
  const letters: ParsedMail[] = []
  /** What the envelope of each letter says of the way back, by the letter's id. */
  const envelopes = new Map<string, { from: string; id: string | null | undefined }>()
  const state = { refusing: false, denying: '', offered: 0 }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    hideDSN: false,
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (state.denying) return done(Object.assign(new Error(state.denying), { responseCode: 550 }))
      const refused = Object.assign(new Error(`No ${address} here`), { responseCode: 550 })
      done(address.endsWith('@nowhere.example') ? refused : undefined)
    },
    onData(stream, { envelope }, done) {
      state.offered += 1
      simpleParser(stream).then((letter) => {
        if (state.refusing)
          return done(new Error(`451 ${envelope.rcptTo.map(({ address }) => address)}: try again later`))
        if (envelope.rcptTo.some(({ address }) => address.endsWith('@picky.example')))
          return done(Object.assign(new Error('We do not like this'), { responseCode: 554 }))
        letters.push(letter)
        envelopes.set(letter.messageId?.match(/<(.*)@/)?.[1] ?? '', {
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          id: (envelope as { dsn?: { envid?: string | null } }).dsn?.envid,
        })
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    envelopes,
    state,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
