import { SMTPServer } from 'smtp-server'
import type { Config } from '../lib/config.ts'
import type { World } from '../lib/context.ts'
import { asciiOf } from '../lib/mail.ts'
import { StartUpError } from '../lib/start-up-error.ts'
import { receive } from './receive.ts'
import { mostBytes } from './report.ts'
import { wholeOf } from './whole.ts'

/** Longest that one sender may take for all they have to say. */
const patienceMs = 5 * 60_000

/**
 * Listens for letters that come back, where BOUNCE_PORT says so. It takes mail for one address only, and passes none on: it is
 * no mail server, and nobody's relay.
 */
export async function listen(world: World, { bouncePort: port, host }: Config): Promise<() => Promise<void>> {
  if (port === undefined) return async () => undefined
  const server = createListener(world)
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, host, resolve)
  }).catch((error: Error & { code?: string }) => {
    throw new StartUpError(`Nothing can listen on BOUNCE_PORT=${port} (${error.code ?? error.message}).`)
  })
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function createListener(world: World): SMTPServer {
  const server = new SMTPServer({
    size: mostBytes,
    maxClients: 20,
    socketTimeout: 30_000,
    closeTimeout: 2_000,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      done(isOurs(world, address) ? undefined : refusal(550, 'No such address')),
    onData: (stream, _session, done) => {
      wholeOf(stream)
        .then((message) => (stream.sizeExceeded ? Promise.reject(refusal(552, 'Too large')) : receive(world, message)))
        .then(
          () => done(),
          (error) => done('responseCode' in error ? error : refusal(451, 'Try again later')),
        )
    },
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket) => {
    const timer = setTimeout(() => socket.destroy(), patienceMs)
    socket.on('close', () => clearTimeout(timer))
  })
  return server
}

/** Whichever way they spell it: what smtp-server was told in ASCII it tells in Unicode. */
const isOurs = ({ letters }: World, address: string) => alike(address) === alike(letters.returnPath)
const alike = (address: string) => asciiOf(address).toLowerCase()

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
