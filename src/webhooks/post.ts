import type { LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { type Address, addressesOf, hostOf, ReceiverRefused, type Receiving, refuseUnusable } from './receivers.ts'

/** What came of one attempt: a status, or the reason why there is none. */
export type Outcome = {
  status: number | null
  error: string | null
  /** The beginning of what was answered, for the person who looks for the fault. */
  answer: string
  retryAfter: string | undefined
  tookMs: number
}

/** Standard Webhooks recommends 15 to 30 seconds. */
export const patienceMs = 15_000
/** The status is the answer; what comes after it is looked at for as long as this, and so much of it. */
const bodyPatienceMs = 1_000
const mostBodyBytes = 500

/**
 * Posts to a receiver, to the very addresses that were looked at: a name that leads elsewhere a moment later (DNS rebinding)
 * leads nowhere. Redirects are not followed, and no more is read than is kept. Never throws.
 */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  receiving: Receiving,
): Promise<Outcome> {
  const began = performance.now()
  const over = AbortSignal.timeout(patienceMs)
  try {
    const parsed = refuseUnusable(url, receiving)
    const addresses = await within(over, addressesOf(hostOf(parsed), receiving))
    const answered = await send(parsed, addresses, body, headers, over)
    return { ...answered, error: null, tookMs: since(began) }
  } catch (error) {
    return { status: null, error: reasonOf(error, over), answer: '', retryAfter: undefined, tookMs: since(began) }
  }
}

const since = (began: number) => Math.round(performance.now() - began)

/** A look-up cannot be called off; nobody has to wait for it. */
function within<T>(over: AbortSignal, promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    over.addEventListener('abort', () => reject(over.reason), { once: true }),
  )
  return Promise.race([promise, late])
}

function send(url: URL, addresses: Address[], body: string, headers: Record<string, string>, over: AbortSignal) {
  return new Promise<Pick<Outcome, 'status' | 'answer' | 'retryAfter'>>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        // A connection of its own each time: one that is kept would be to whom the name led then.
        agent: false,
        signal: over,
        lookup: (_host, _options, done) => done(null, addresses as LookupAddress[]),
      },
      (response) =>
        readSome(response, (answer) => {
          request.destroy()
          resolve({ status: response.statusCode ?? 0, answer, retryAfter: response.headers['retry-after'] })
        }),
    )
    // 101 is an answer, and comes as no other does: nothing would tell of it, nor of the connection's end.
    request.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy()
      resolve({ status: statusCode, answer: '', retryAfter: undefined })
    })
    // Also after the answer: whoever breaks off in the middle of it has answered.
    request.on('error', reject)
    request.end(body)
  })
}

/** The first bytes of an answer, whatever it does after them: it may be endless, or stop and say nothing more. */
function readSome(response: http.IncomingMessage, done: (answer: string) => void): void {
  const pieces: Buffer[] = []
  let bytes = 0
  const enough = () => {
    clearTimeout(timer)
    done(textOf(Buffer.concat(pieces).subarray(0, mostBodyBytes)))
  }
  const timer = setTimeout(enough, bodyPatienceMs)
  response.on('data', (piece: Buffer) => {
    pieces.push(piece)
    bytes += piece.length
    if (bytes >= mostBodyBytes) enough()
  })
  for (const end of ['end', 'error', 'close']) response.on(end, enough)
}

/** What PostgreSQL can keep. */
const textOf = (bytes: Buffer) => bytes.toString('utf8').replaceAll('\0', '')

const reasons: Record<string, string> = {
  ENOTFOUND: 'There is no such host',
  EAI_AGAIN: 'The name could not be looked up',
  ECONNREFUSED: 'The connection was refused',
  ECONNRESET: 'The connection was broken off',
  EPIPE: 'The connection was broken off',
  EPROTO: 'The receiver does not speak TLS',
  EHOSTUNREACH: 'The host cannot be reached',
  ENETUNREACH: 'The host cannot be reached',
  ETIMEDOUT: 'The host cannot be reached',
}

/** A sentence for the delivery log. */
function reasonOf(error: unknown, over: AbortSignal): string {
  if (over.aborted) return `No answer within ${patienceMs / 1000} seconds`
  if (error instanceof ReceiverRefused) return `Not sent: the address ${error.message}`
  const { code, errors } = error as { code?: string; errors?: { code?: string }[] }
  const known = code ?? errors?.[0]?.code ?? ''
  if (reasons[known]) return reasons[known]
  if (/CERT|VERIFY|TLS|SSL/.test(known)) return `The receiver's certificate is not to be trusted (${known})`
  if (known.startsWith('HPE_')) return `What was answered is not HTTP (${known})`
  return `The request failed${known ? ` (${known})` : ''}`
}
