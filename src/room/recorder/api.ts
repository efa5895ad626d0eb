import { timeoutFor } from './pace.ts'
import type { HeldAnswer, HeldChoice, HeldChunk, HeldSegment } from './shelf.ts'

export type Answered = { status: number; body: unknown }

export type Api = ReturnType<typeof createApi>

/** The server as one candidate's link may speak to it. Throws when there was no answer at all. */
export function createApi(token: string) {
  const json = (method: string, path: string, body?: unknown) =>
    send(method, path, { 'content-type': 'application/json' }, JSON.stringify(body ?? {}))

  async function send(
    method: string,
    path: string,
    headers: HeadersInit,
    body?: BodyInit,
    patienceMs = timeoutFor(0),
  ): Promise<Answered> {
    const response = await fetch(`/interview/v1${path}`, {
      method,
      headers: { ...headers, 'x-interview-token': token },
      body: body ?? null,
      signal: AbortSignal.timeout(patienceMs),
      cache: 'no-store',
    })
    return { status: response.status, body: await response.json().catch(() => undefined) }
  }

  return {
    interview: () => send('GET', `?${new URLSearchParams({ timeZone: timeZoneHere() })}`, {}),
    consent: (textVersion: string) => json('POST', '/consent', { agreed: true, textVersion }),
    beginTake: ({ takeId, questionId }: HeldSegment) => json('PUT', `/takes/${takeId}`, { questionId }),
    beginSegment: ({ id, takeId, number, mimeType }: HeldSegment) =>
      json('PUT', `/segments/${id}`, { takeId, number, mimeType }),
    sendChunk: ({ segmentId, index, bytes, digest }: HeldChunk, patienceMs: number) =>
      send('PUT', `/segments/${segmentId}/chunks/${index}`, { ...binary, 'content-digest': digest }, bytes, patienceMs),
    sendStill: (segmentId: string, still: ArrayBuffer) => send('PUT', `/segments/${segmentId}/poster`, binary, still),
    take: (takeId: string) => send('GET', `/takes/${takeId}`, {}),
    ask: (kind: string, reason: string) => json('POST', '/requests', { kind, reason }),
    withdraw: () => json('POST', '/withdraw'),
    probe: (bytes: BodyInit) => send('PUT', '/probe', binary, bytes),
    seal: ({ id, count, bytes, recordedMs, ended }: HeldSegment) =>
      json('POST', `/segments/${id}/seal`, { count, bytes, durationMs: Math.round(recordedMs), reason: ended }),
    choose: ({ questionId, takeId }: HeldChoice) => json('PUT', `/questions/${questionId}/answer`, { takeId }),
    write: ({ questionId, written }: HeldAnswer) => json('PUT', `/questions/${questionId}/written`, written),
    sendFile: (questionId: number, { name, bytes, digest }: NonNullable<HeldAnswer['file']>, patienceMs: number) =>
      send(
        'PUT',
        `/questions/${questionId}/file`,
        { ...binary, 'content-digest': digest, 'x-file-name': encodeURIComponent(name) },
        bytes,
        patienceMs,
      ),
    submit: () => json('POST', '/submit'),
  }
}

const binary = { 'content-type': 'application/octet-stream' }

/** For the deadlines in the letters they get. */
const timeZoneHere = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
