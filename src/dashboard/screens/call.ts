import type { Static, TSchema } from 'typebox'
import type { Endpoint } from '../../lib/endpoint.ts'
import { sayEnded } from './session.ts'

/** What the server answered when it did not do as asked; its message is a sentence for people. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  /** When to try again, where the server says. */
  readonly retryAfterSeconds: number | undefined
  constructor(status: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** No answer at all: the line, or the server, is down. */
export class Offline extends Error {
  constructor() {
    super('The server cannot be reached. Check your connection.')
  }
}

type Given<P, B> = { params?: P; body?: B; query?: Record<string, string>; signal?: AbortSignal }

/**
 * Asks one of the server's endpoints, by the same object the server mounts: what is sent and what comes back is what the
 * contract says. The session is a cookie, which the browser adds.
 */
export async function call<P extends TSchema, B extends TSchema, R extends TSchema>(
  endpoint: Asked<P, B, R>,
  given: Given<Static<P>, Static<B>> = {},
): Promise<Static<R>> {
  return (await (await send(endpoint, given)).json()) as Static<R>
}

/** The same for what answers a file. */
export async function callForText<P extends TSchema, B extends TSchema, R extends TSchema>(
  endpoint: Asked<P, B, R>,
  given: Given<Static<P>, Static<B>>,
): Promise<string> {
  return await (await send(endpoint, given)).text()
}

type Asked<P extends TSchema, B extends TSchema, R extends TSchema> = Pick<
  Endpoint<P, B, R>,
  'method' | 'path' | 'params' | 'body' | 'reply'
>

async function send<P extends TSchema, B extends TSchema, R extends TSchema>(
  endpoint: Asked<P, B, R>,
  { params, body, query, signal }: Given<Static<P>, Static<B>>,
): Promise<Response> {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name) =>
    encodeURIComponent(String((params as Record<string, unknown>)?.[name])),
  )
  const search = query ? `?${new URLSearchParams(query)}` : ''
  const answer = await fetch(path + search, {
    method: endpoint.method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    ...(signal && { signal }),
    cache: 'no-store',
  }).catch((error) => {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : new Offline()
  })
  if (answer.ok) return answer
  throw await refusedBy(answer)
}

/** The same for bytes, such as a picture. */
export async function upload<R extends TSchema>(
  endpoint: Pick<Endpoint<TSchema, TSchema, R>, 'path' | 'method' | 'reply'>,
  bytes: Blob,
): Promise<Static<R>> {
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await fetch(endpoint.path, { method: endpoint.method, headers, body: bytes }).catch(() => {
    throw new Offline()
  })
  if (answer.ok) return (await answer.json()) as Static<R>
  throw await refusedBy(answer)
}

async function refusedBy(answer: Response): Promise<Refused> {
  const { error } = await answer.json().catch(() => ({ error: undefined }))
  if (answer.status === 401 && error?.code === 'AUTHORIZATION_REQUIRED') sayEnded()
  return new Refused(
    answer.status,
    String(error?.code ?? error?.name ?? ''),
    sentence(error) ?? `The server answered ${answer.status}.`,
    Number(answer.headers.get('retry-after')) || undefined,
  )
}

/** LoopBack puts the sentences about single fields one level down. */
function sentence(error: { message?: string; details?: { messages?: Record<string, string[]> } } | undefined) {
  const fields = Object.entries(error?.details?.messages ?? {})
  if (fields.length === 0) return error?.message
  return `${fields.map(([field, messages]) => `${field} ${messages.join(', ')}`).join('; ')}.`
}
