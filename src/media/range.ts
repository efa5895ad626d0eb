/**
 * How a media file is served: HTTP semantics of RFC 9110 §13 and §14 for one representation that never changes.
 * One range or none; several ranges at once are answered with the whole, which §14.2 allows.
 */
export type MediaFile = { bytes: number; type: string; sha256: Uint8Array }

export type MediaRequest = { method: string; headers: Record<string, string | string[] | undefined> }

/** `end` is exclusive; a HEAD, a 304 and a 416 send nothing. */
export type MediaReply = { status: 200 | 206 | 304 | 416; headers: Record<string, string>; start: number; end: number }

export function answerRange(request: MediaRequest, file: MediaFile): MediaReply {
  const tag = strongTag(file)
  const headers = {
    'content-type': file.type,
    'accept-ranges': 'bytes',
    etag: tag,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  }
  if (names(header(request, 'if-none-match'), tag)) return { status: 304, headers, start: 0, end: 0 }
  const range = rangeAsked(request, tag, file.bytes)
  if (range === 'unsatisfiable') return refusal(headers, file.bytes)
  const { start, end } = range ?? { start: 0, end: file.bytes }
  const sized = { ...headers, 'content-length': String(end - start) }
  const sent = request.method === 'HEAD' ? { start: 0, end: 0 } : { start, end }
  if (!range) return { status: 200, headers: sized, ...sent }
  return { status: 206, headers: { ...sized, 'content-range': `bytes ${start}-${end - 1}/${file.bytes}` }, ...sent }
}

const strongTag = (file: MediaFile) => `"${Buffer.from(file.sha256).toString('base64url')}"`

type Range = { start: number; end: number }

/** A range is only looked at for GET (§14.2), and only while If-Range still names this file (§13.1.5). */
function rangeAsked(request: MediaRequest, tag: string, bytes: number): Range | 'unsatisfiable' | undefined {
  const text = header(request, 'range')
  const ifRange = header(request, 'if-range')
  if (request.method !== 'GET' || text === undefined) return undefined
  if (ifRange !== undefined && ifRange.trim() !== tag) return undefined
  return readRange(text, bytes)
}

function readRange(text: string, bytes: number): Range | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(text.replaceAll(/[ \t]/g, ''))
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') return undefined
  if (first === '')
    return Number(last) === 0 || bytes === 0
      ? 'unsatisfiable'
      : { start: Math.max(bytes - Number(last), 0), end: bytes }
  if (last !== '' && Number(last) < Number(first)) return undefined
  if (Number(first) >= bytes) return 'unsatisfiable'
  return { start: Number(first), end: last === '' ? bytes : Math.min(Number(last) + 1, bytes) }
}

function refusal(headers: Record<string, string>, bytes: number): MediaReply {
  return {
    status: 416,
    headers: { ...headers, 'content-range': `bytes */${bytes}`, 'content-length': '0' },
    start: 0,
    end: 0,
  }
}

/** If-None-Match compares weakly: a cache may have put W/ before our tag (§8.8.3.2). */
function names(list: string | undefined, tag: string): boolean {
  return (
    list !== undefined &&
    (list.trim() === '*' || list.split(',').some((each) => each.trim().replace(/^W\//, '') === tag))
  )
}

function header(request: MediaRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
