import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInPath, isoDate, text, uuid } from '../lib/wire.ts'

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
  about: 'Granted by editing the candidate: timeMultiplier, expiresAt, retakeApproval.',
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
