import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { isoDate, nullable, text, uuid } from '../lib/wire.ts'
import { asCopy, copying } from '../media/contract.ts'
import { requestKind } from '../requests/contract.ts'
import { chunkLimit, fileLimit, posterLimit, probeLimit } from './limits.ts'

const room = { section: 'Room', access: 'candidate' } as const
const id = Type.Object({ id: uuid })
const moment = nullable(isoDate)
const count = Type.Integer({ minimum: 0, maximum: 100_000 })

const lastTake = Type.Object({
  takeId: uuid,
  segments: Type.Array(
    Type.Object({
      segmentId: uuid,
      number: Type.Integer(),
      reason: nullable(Type.String({ description: 'Why it ended; null while it is not sealed' })),
      recordedMs: Type.Integer(),
    }),
  ),
})

const ownSegment = Type.Object({
  number: Type.Integer(),
  ready: Type.Boolean(),
  failure: nullable(Type.String()),
  mediaType: nullable(Type.String()),
  durationMs: nullable(Type.Integer()),
  mediaUrl: Type.String(),
})

/** The numbers of the options count from 0, in the order they are shown. */
const written = Type.Union([
  Type.Object({ text: text(100_000) }),
  Type.Object({ choices: Type.Array(Type.Integer({ minimum: 0, maximum: 99 }), { maxItems: 100 }) }),
  Type.Object({ rating: Type.Integer({ minimum: 1, maximum: 1000 }) }),
])

const question = Type.Object({
  questionId: Type.Integer(),
  type: Type.Enum(['video', 'audio', 'essay', 'multipleChoice', 'rating', 'file']),
  text: Type.String({ description: 'Words alone, without markup' }),
  maxAnswerSeconds: nullable(
    Type.Integer({ description: "With the candidate's own extra time; null for one without a limit of time" }),
  ),
  prepSeconds: Type.Integer({ description: "With the candidate's own extra time; 0 shows no clock" }),
  maxRetakes: Type.Integer(),
  takesBegun: Type.Integer({ description: 'Takes that count; one cut off by a fault does not' }),
  options: Type.Array(Type.String()),
  singleChoice: Type.Boolean(),
  minWords: nullable(Type.Integer()),
  maxWords: nullable(Type.Integer()),
  highestMark: Type.Integer(),
  answeredTakeId: nullable(uuid),
  written: nullable(written),
  file: nullable(Type.Object({ name: Type.String(), bytes: Type.Integer() })),
  lastTake: nullable(lastTake),
})

export const getInterview = endpoint({
  ...room,
  method: 'GET',
  path: '/interview/v1',
  summary: "The interview behind a candidate's link",
  about: 'One opened again after handing in has a `reopenedAt`, and of its questions those to answer again.',
  model: 'Videointerview',
  query: {
    timeZone: 'The IANA name of the one they are in, for the deadlines in their letters; one unknown is ignored',
  },
  also: { 400: 'The query cannot be read' },
  reply: Type.Object({
    companyName: Type.String(),
    assessmentName: Type.String(),
    landingPageInfo: nullable(
      Type.String({ description: 'Rich text (HTML) without anything that runs, loads or hides' }),
    ),
    bannerUrl: nullable(Type.String()),
    accentColor: nullable(Type.String()),
    endText: nullable(Type.String({ description: 'What happens next, as rich text of the same kind' })),
    language: Type.String({ description: "The assessment's own, a BCP 47 tag" }),
    practiceSkipped: Type.Boolean(),
    soundOnlyAllowed: Type.Boolean({ description: 'They may answer with their voice where a camera is asked for' }),
    timeMultiplier: nullable(
      Type.Number({
        description: 'Extra time of this candidate, counted into the questions already; null is no limit of time',
      }),
    ),
    startsAt: isoDate,
    expiresAt: isoDate,
    status: Type.String(),
    consentedAt: moment,
    submittedAt: moment,
    /** `questions` are then those to answer again, with what was answered since. */
    reopenedAt: moment,
    keptDays: nullable(Type.Integer({ description: 'How long what is handed in is kept, where the company says' })),
    responseVisible: Type.Boolean({ description: 'They may watch their answers after handing in' }),
    requested: Type.Array(requestKind, { description: 'What they asked for and have no answer to yet' }),
    questions: Type.Array(question),
  }),
})
export type Interview = Type.Static<typeof getInterview.reply>
export type Question = Interview['questions'][number]

export const giveConsent = endpoint({
  ...room,
  method: 'POST',
  path: '/interview/v1/consent',
  summary: 'Agree to be recorded',
  model: 'Consent',
  body: Type.Object({ agreed: Type.Literal(true), textVersion: text(100) }),
  reply: Type.Object({ consentedAt: isoDate }),
  also: { 409: 'Withdrawn', 410: 'The interview is closed' },
})

export const beginTake = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/takes/:id',
  summary: 'Begin a take',
  about: 'The id is made by the caller; saying it again changes nothing.',
  model: 'Take',
  params: id,
  body: Type.Object({ questionId: Type.Integer({ minimum: 1, maximum: 1e15 }) }),
  reply: Type.Object({ takeId: uuid, number: Type.Integer() }),
  also: { 409: 'No consent, no take left, or submitted already', 410: 'The interview is closed' },
})

export const getTake = endpoint({
  ...room,
  method: 'GET',
  path: '/interview/v1/takes/:id',
  summary: 'Watch an own take again',
  about: 'Addresses that play by range, for some hours and without the link.',
  model: 'Take',
  params: id,
  reply: Type.Object({ segments: Type.Array(ownSegment) }),
  also: { 403: 'Handed in, and the company does not show answers' },
})
export type OwnTake = Type.Static<typeof getTake.reply>

export const playOwn = endpoint({
  section: 'Room',
  access: 'open',
  method: 'GET',
  path: '/interview/v1/media/:id',
  summary: 'One segment of an own take, by range',
  model: 'Segment',
  params: id,
  query: { pass: 'From the take; it plays this segment and does nothing else', ...asCopy },
  produces: 'video/webm',
  reply: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }),
  also: { 206: 'The part asked for', 304: 'Not changed', 401: 'No pass, or one that is over', 416: 'No such part' },
})

export const beginSegment = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/segments/:id',
  summary: 'Begin a segment of a take',
  about: 'One run of the recorder. The id is made by the caller; saying it again changes nothing.',
  model: 'Segment',
  params: id,
  body: Type.Object({ takeId: uuid, number: Type.Integer({ minimum: 0, maximum: 99 }), mimeType: text(200) }),
  reply: Type.Object({ segmentId: uuid }),
  also: { 409: 'Another segment has this number' },
})

export const putChunk = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/segments/:id/chunks/:index',
  summary: 'Store one chunk of a segment',
  about: 'Answers only when the bytes would survive a power cut. Content-Digest with sha-256 (RFC 9530) is required.',
  model: 'Segment',
  models: { index: 'Chunk' },
  params: Type.Object({ id: uuid, index: Type.String({ pattern: '^(0|[1-9][0-9]{0,4})$' }) }),
  rawBodyBytes: chunkLimit,
  reply: Type.Object({ bytes: Type.Integer() }),
  also: {
    200: 'Stored already, the same bytes',
    201: 'Stored',
    400: 'No usable Content-Digest, or no bytes',
    409: 'Other bytes are stored under this index, or the segment is sealed without it',
    413: 'Too large: the chunk, or all of the take or the interview',
    415: 'Not application/octet-stream',
    422: 'The bytes are not those of the digest',
    503: 'The database or the media store is away; Retry-After says how many seconds to wait',
    507: 'No room in the store, or with `error.code` COMPANY_FULL for this company: keep the chunk and try again',
  },
})

export const probeLine = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/probe',
  summary: 'Send bytes to see how fast they arrive',
  about: 'Nothing is stored. What the line carries decides in which quality a browser records.',
  model: 'Probe',
  rawBodyBytes: probeLimit,
  reply: Type.Object({ bytes: Type.Integer() }),
  also: { 413: 'Too large', 415: 'Not application/octet-stream' },
})

export const copyOwn = endpoint({
  ...room,
  ...copying,
  path: '/interview/v1/segments/:id/copy',
  model: 'Segment',
  params: id,
})

export const putPoster = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/segments/:id/poster',
  summary: 'Store a still of a segment',
  about: 'A JPEG, sent as application/octet-stream. The first stays.',
  model: 'Segment',
  params: id,
  rawBodyBytes: posterLimit,
  reply: Type.Object({ bytes: Type.Integer() }),
  also: { 413: 'Too large', 415: 'Not application/octet-stream', 422: 'Not a JPEG' },
})

export const getSegment = endpoint({
  ...room,
  method: 'GET',
  path: '/interview/v1/segments/:id',
  summary: 'Which chunks of a segment are stored',
  model: 'Segment',
  params: id,
  reply: Type.Object({ have: Type.Array(Type.Integer()), sealedAt: moment }),
})

export const sealSegment = endpoint({
  ...room,
  method: 'POST',
  path: '/interview/v1/segments/:id/seal',
  summary: 'Say that a segment is complete',
  model: 'Segment',
  params: id,
  body: Type.Object({
    count,
    bytes: Type.Integer({ minimum: 0 }),
    durationMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
    reason: Type.Enum([
      'stopped',
      'time-up',
      'camera-lost',
      'recorder-failed',
      'no-data',
      'page-closed',
      'slow-line',
      'long',
    ]),
  }),
  reply: Type.Object({ sealedAt: isoDate }),
  also: { 409: '`error.missing` lists the chunks that are not here; or it is sealed with another count' },
})

export const keepTake = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/questions/:id/answer',
  summary: 'Answer a question with a take',
  model: 'Question',
  params: Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
  body: Type.Object({ takeId: uuid }),
  reply: Type.Object({ keptAt: isoDate }),
  also: { 409: 'Submitted already' },
})

export const writeAnswer = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/questions/:id/written',
  summary: 'Answer a question in writing',
  about: 'Words for an essay, options for a choice, a mark for a rating. Said again, it replaces the answer before.',
  model: 'Question',
  params: Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
  body: written,
  reply: Type.Object({ writtenAt: isoDate }),
  also: {
    409: 'No consent, submitted already, or another kind of question',
    410: 'The interview is closed',
    422: 'Not an answer of this question',
  },
})

export const putFile = endpoint({
  ...room,
  method: 'PUT',
  path: '/interview/v1/questions/:id/file',
  summary: 'Answer a question with a file',
  about:
    'The bytes as application/octet-stream, with Content-Digest (sha-256, RFC 9530) and the name, percent-encoded, in X-File-Name. It replaces the file before.',
  model: 'Question',
  params: Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) }),
  rawBodyBytes: fileLimit,
  reply: Type.Object({ bytes: Type.Integer() }),
  also: {
    400: 'No usable Content-Digest or name',
    409: 'No consent, submitted already, or another kind of question',
    410: 'The interview is closed',
    413: 'Larger than 10 MB',
    415: 'Not application/octet-stream',
    422: 'Not one of the kinds of files, or not the bytes of the digest',
    503: 'The database or the media store is away; Retry-After says how many seconds to wait',
    507: 'No room in the store, or with `error.code` COMPANY_FULL for this company: keep the file and try again',
  },
})

export const submitInterview = endpoint({
  ...room,
  method: 'POST',
  path: '/interview/v1/submit',
  summary: 'Hand the interview in',
  about: 'Once only; asked again, it gives the same receipt.',
  model: 'Videointerview',
  reply: Type.Object({
    submittedAt: isoDate,
    answers: Type.Array(
      Type.Object({
        questionId: Type.Integer(),
        keptAt: isoDate,
        recordedMs: nullable(Type.Integer({ description: 'As its recorder measured it' })),
        bytes: nullable(Type.Integer({ description: 'Of a file' })),
        words: nullable(Type.Integer({ description: 'Of an essay' })),
        sha256: Type.String({
          description:
            'Of a recording, over the SHA-256 of every chunk in its order; of a file, over its bytes; of an essay, over its text in UTF-8; of anything else, over the JSON it was answered with',
        }),
      }),
    ),
  }),
  also: { 409: 'A question is not answered, or an answer is still on its way', 410: 'Withdrawn' },
})

export type Receipt = Type.Static<typeof submitInterview.reply>

export const withdrawInterview = endpoint({
  ...room,
  method: 'POST',
  path: '/interview/v1/withdraw',
  summary: 'Withdraw, and delete what was answered',
  about: 'At any time, also after handing in. It cannot be undone; said again, it changes nothing.',
  model: 'Videointerview',
  reply: Type.Object({ withdrawnAt: isoDate }),
})

export const getRoomPage = endpoint({
  method: 'GET',
  path: '/i/:token',
  summary: "The page of a candidate's link",
  section: 'Pages',
  access: 'open',
  model: 'Page',
  params: Type.Object({ token: Type.String({ minLength: 1 }) }),
  produces: 'text/html',
  reply: Type.String(),
})
