import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { isoDate, nullable, text, uuid } from '../lib/wire.ts'

const visitor = { section: 'Shared interviews', access: 'visitor', model: 'Share' } as const

const segment = Type.Object({
  number: Type.Integer(),
  ready: Type.Boolean(),
  failure: nullable(Type.String()),
  mediaType: nullable(Type.String()),
  durationMs: nullable(Type.Integer()),
  mediaUrl: Type.String(),
})

const answer = Type.Object({
  questionId: Type.Integer(),
  question: Type.String(),
  segments: Type.Array(segment),
  written: nullable(
    Type.Union([
      Type.Object({ text: Type.String() }),
      Type.Object({ choices: Type.Array(Type.String()) }),
      Type.Object({ rating: Type.Integer(), highest: Type.Integer() }),
    ]),
  ),
  file: nullable(Type.Object({ name: Type.String(), bytes: Type.Integer(), fileUrl: Type.String() })),
  answeredAt: isoDate,
})

export const openShared = endpoint({
  ...visitor,
  method: 'POST',
  path: '/share/v1/views',
  summary: 'Open a share link',
  about:
    'With the token of the link, and its password where it has one. Counts as one viewing, and answers the pass that the other two take.',
  body: Type.Object({ password: Type.Optional(text(200)) }),
  reply: Type.Object({ pass: Type.String() }),
  also: {
    401: 'The link is unknown, over or revoked; or `error.code` is PASSWORD_REQUIRED or WRONG_PASSWORD',
    429: 'Too many wrong passwords; Retry-After says how many seconds to wait',
  },
})

export const getShared = endpoint({
  ...visitor,
  method: 'GET',
  path: '/share/v1',
  summary: 'The answers behind a share link',
  about: 'With a pass.',
  reply: Type.Object({
    companyName: Type.String(),
    assessmentName: Type.String(),
    answers: Type.Array(answer),
  }),
})
export type Shared = Type.Static<typeof getShared.reply>

const ranges = { 206: 'The part asked for', 304: 'Not changed', 416: 'No such part' }
/** What a browser asks for that cannot play what was recorded. */
export const asCopy = {
  as: 'mp4: the copy in H.264 and AAC, once it is ready; sound: the sound alone, where it was made',
}
const copyState = Type.Object({ state: Type.Enum(['preparing', 'ready', 'impossible']) })
export const copying = {
  method: 'POST',
  summary: 'Ask for a copy of a segment that plays in every browser',
  about:
    'It is made when first asked for, with ffmpeg; ask again for how it stands, then play the segment with as=mp4.',
  reply: copyState,
} as const
const bytes = Type.Unsafe<unknown>({ type: 'string', format: 'binary' })

export const playShared = endpoint({
  ...visitor,
  method: 'GET',
  path: '/share/v1/media/:segmentId',
  summary: 'One segment of an answer, by range',
  about: 'A <video> cannot send headers: the pass may stand in the address.',
  models: { segmentId: 'Segment' },
  params: Type.Object({ segmentId: uuid }),
  query: { pass: 'The pass, where no header can be sent', ...asCopy },
  produces: 'video/webm',
  reply: bytes,
  also: ranges,
})

const watched = { section: 'Candidates', access: 'user', method: 'GET' } as const
const interview = { ...watched, model: 'Videointerview', params: Type.Object({ id: uuid }) } as const
const part = { ...watched, model: 'Segment', params: Type.Object({ segmentId: uuid }) } as const

export const watchVideo = endpoint({
  ...interview,
  path: '/room/v1/candidates/:id/video',
  summary: 'Play the first answer of an interview, by range',
  about: 'id is the interviewId. The list calls this address profileVideo.',
  produces: 'video/webm',
  reply: bytes,
  also: ranges,
})

export const watchPoster = endpoint({
  ...interview,
  path: '/room/v1/candidates/:id/poster',
  summary: 'A still of an interview',
  about: 'id is the interviewId. The list calls this address avatarUrl.',
  produces: 'image/jpeg',
  reply: bytes,
})

export const watchSegment = endpoint({
  ...part,
  path: '/room/v1/media/:segmentId',
  query: asCopy,
  summary: 'Play one segment of an answer, by range',
  produces: 'video/webm',
  reply: bytes,
  also: ranges,
})

const questionId = Type.String({ pattern: '^[1-9][0-9]{0,14}$' })
const saved = {
  summary: 'Save a file somebody answered with',
  produces: 'application/octet-stream',
  reply: bytes,
} as const

export const saveShared = endpoint({
  ...visitor,
  ...saved,
  method: 'GET',
  path: '/share/v1/files/:questionId',
  models: { questionId: 'File' },
  params: Type.Object({ questionId }),
  query: { pass: 'The pass, where no header can be sent' },
})

export const listAnswers = endpoint({
  ...interview,
  path: '/room/v1/candidates/:id/answers',
  summary: 'The answers of an interview',
  about: 'id is the interviewId. The addresses play and save with the same key and token.',
  reply: Type.Object({ answers: Type.Array(answer) }),
})

export const saveFile = endpoint({
  ...watched,
  ...saved,
  path: '/room/v1/candidates/:id/files/:questionId',
  model: 'Videointerview',
  models: { questionId: 'File' },
  params: Type.Object({ id: uuid, questionId }),
})

export const copyShared = endpoint({
  ...visitor,
  ...copying,
  path: '/share/v1/media/:segmentId/copy',
  models: { segmentId: 'Segment' },
  params: Type.Object({ segmentId: uuid }),
})

export const copyWatched = endpoint({ ...part, ...copying, path: '/room/v1/media/:segmentId/copy' })

export const downloadRaw = endpoint({
  ...part,
  path: '/room/v1/media/:segmentId/raw',
  summary: 'Download a segment as it was recorded',
  about: 'For a recording that could not be made playable: nothing of it is thrown away.',
  produces: 'application/octet-stream',
  reply: bytes,
})

export const getSharePage = endpoint({
  method: 'GET',
  path: '/s/:token',
  summary: 'The page of a share link',
  section: 'Pages',
  access: 'open',
  model: 'Page',
  params: Type.Object({ token: Type.String({ minLength: 1 }) }),
  produces: 'text/html',
  reply: Type.String(),
})
