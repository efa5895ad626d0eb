import { Type } from 'typebox'
import { timeMultiplier } from '../candidates/contract.ts'
import { endpoint } from '../lib/endpoint.ts'
import { epochGiven, epochString, idInPath, isoDate, text, uuid } from '../lib/wire.ts'

/** More time to answer each question, a later deadline, another go at what was handed in. */
export const requestKind = Type.Enum(['time', 'deadline', 'retake'])

export const ask = endpoint({
  section: 'Room',
  access: 'candidate',
  method: 'POST',
  path: '/interview/v1/requests',
  summary: 'Ask the company for more time, a later deadline or a retake',
  about: 'One of a kind at a time: asked again before it is decided, the newer reason stands.',
  model: 'Request',
  body: Type.Object({ kind: requestKind, reason: text(2000) }),
  reply: Type.Object({ askedAt: isoDate }),
  also: { 409: 'Time and deadline are for before handing in, a retake is for after', 410: 'Withdrawn' },
})

export const listRequests = endpoint({
  section: 'Candidates',
  access: 'user',
  method: 'GET',
  path: '/room/v1/assessments/:id/requests',
  summary: 'What candidates ask for and nobody has decided yet',
  about: 'Oldest first. Each is granted or refused by its decision.',
  model: 'Assessment',
  params: Type.Object({ id: idInPath }),
  reply: Type.Object({
    requests: Type.Array(
      Type.Object({
        requestId: Type.Integer(),
        interviewId: uuid,
        kind: requestKind,
        reason: Type.String(),
        askedAt: isoDate,
      }),
    ),
  }),
})

const retake = {
  questionIds: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 1e15 }), {
      minItems: 1,
      maxItems: 1000,
      description: 'Which questions may be answered again; without it, all',
    }),
  ),
  expiresAt: Type.Optional(epochGiven),
}

const user = { section: 'Candidates', access: 'user', method: 'POST' } as const

export const decideRequest = endpoint({
  ...user,
  path: '/room/v1/requests/:id/decision',
  summary: 'Grant or refuse what a candidate asked for',
  about:
    'Granted, it holds at once: `time` sets timeMultiplier (1.5 unless said), `deadline` sets expiresAt (7 days from now unless said), `retake` opens the interview again for questionIds. The candidate gets a letter either way.',
  model: 'Request',
  params: Type.Object({ id: idInPath }),
  body: Type.Object({ granted: Type.Boolean(), timeMultiplier: Type.Optional(timeMultiplier), ...retake }),
  reply: Type.Object({
    requestId: Type.Integer(),
    interviewId: uuid,
    kind: requestKind,
    granted: Type.Boolean(),
    decidedAt: isoDate,
  }),
  also: {
    409: 'Decided already, submitted meanwhile, or the assessment is closed',
    410: 'The candidate withdrew',
  },
})

export const giveRetake = endpoint({
  ...user,
  path: '/room/v1/candidates/:id/retake',
  summary: 'Open an interview again after it was handed in',
  about:
    'id is the interviewId. What was handed in stays the answer until another is kept in its place, and takes are counted anew. Open until expiresAt, else until the deadline there is, and at least for 7 days. The candidate gets a letter.',
  model: 'Videointerview',
  params: Type.Object({ id: uuid }),
  body: Type.Object(retake),
  reply: Type.Object({ interviewId: uuid, questionIds: Type.Array(Type.Integer()), expiresAt: epochString }),
  also: { 409: 'Not handed in, or the assessment is closed', 410: 'The candidate withdrew' },
})
