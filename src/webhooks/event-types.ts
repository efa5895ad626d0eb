import { Type } from 'typebox'
import type { EventKind } from '../events/kinds.ts'
import { isoDate, nullable, uuid } from '../lib/wire.ts'

const id = Type.Integer()
const interview = { interviewId: uuid, assessmentId: id, profileId: id }
const candidate = { profileId: id }
const assessment = { assessmentId: id }
const media = { ...interview, questionId: id, segmentId: uuid }

type EventType = {
  /** What has happened, as the rest of "when …". */
  when: string
  /** Which of our events it is. None: it is not made of an event. */
  of: EventKind[]
  /** Ids only: what is behind them is asked for, by somebody who may see it. */
  data: Record<string, Type.TSchema>
}

/** Everything a webhook can be told: the names are public, and so is the shape of what is sent. */
export const eventTypes = {
  'interview.created': { when: 'a candidate was added to an assessment', of: ['interview.created'], data: interview },
  'interview.invited': { when: 'an invitation was sent', of: ['interview.invited'], data: interview },
  'interview.opened': {
    when: 'the candidate opened their link for the first time',
    of: ['interview.opened'],
    data: interview,
  },
  'interview.started': { when: 'the candidate began to answer', of: ['interview.started'], data: interview },
  'interview.answer_uploaded': {
    when: 'an answer was kept, and is safely here',
    of: ['interview.answered'],
    data: { ...interview, questionId: id },
  },
  'interview.completed': { when: 'the interview was handed in', of: ['interview.submitted'], data: interview },
  'interview.expired': { when: 'the deadline passed unanswered', of: ['interview.expired'], data: interview },
  'interview.reminded': { when: 'a reminder was sent', of: ['interview.reminded'], data: interview },
  'interview.retake_requested': {
    when: 'the candidate asked to answer again',
    of: ['interview.retake_requested'],
    data: interview,
  },
  'interview.retake_approved': {
    when: 'the interview was opened again',
    of: ['interview.reopened'],
    data: { ...interview, questionIds: nullable(Type.Array(id, { description: 'null is all of them' })) },
  },
  'interview.rated': {
    when: 'a reviewer handed in a review, or changed it later',
    of: ['review.submitted', 'review.changed'],
    data: { ...interview, userId: nullable(id) },
  },
  'interview.decided': {
    when: 'the outcome was set, or taken back',
    of: ['interview.decided'],
    data: { ...interview, outcome: nullable(Type.String()) },
  },
  'interview.shared': { when: 'a share link was made or changed', of: ['interview.shared'], data: interview },
  'interview.withdrawn': {
    when: 'the candidate took the interview back',
    of: ['interview.withdrawn'],
    data: interview,
  },
  'interview.deleted': { when: 'the interview was deleted', of: ['interview.deleted'], data: interview },
  'candidate.created': { when: 'a person was added', of: ['candidate.created'], data: candidate },
  'candidate.updated': { when: 'a name or an address changed', of: ['candidate.updated'], data: candidate },
  'candidate.deleted': { when: 'a person was erased', of: ['candidate.erased'], data: candidate },
  'assessment.created': { when: 'an assessment was made', of: ['assessment.created'], data: assessment },
  'assessment.updated': { when: 'an assessment was changed', of: ['assessment.updated'], data: assessment },
  'assessment.closed': { when: 'an assessment was closed', of: ['assessment.closed'], data: assessment },
  'media.ready': { when: 'a recording can be played', of: ['media.ready'], data: media },
  'media.failed': { when: 'a recording could not be made playable', of: ['media.failed'], data: media },
  'email.bounced': {
    when: 'a letter to a candidate was refused for good, or came back',
    of: ['interview.letter_failed'],
    data: { ...interview, failure: Type.String() },
  },
  'webhook.test': { when: 'somebody pressed Test', of: [], data: { webhookId: uuid } },
} as const satisfies Record<string, EventType>

export type EventTypeName = keyof typeof eventTypes
export const typeNames = Object.keys(eventTypes) as EventTypeName[]

/** What is sent, as Standard Webhooks 1.0.0 recommends it: `type`, `timestamp` (when it happened), and thin `data`. */
export const payloadOf = (type: EventTypeName) =>
  Type.Object({
    type: Type.Literal(type),
    timestamp: isoDate,
    data: Type.Object(eventTypes[type].data as Record<string, Type.TSchema>),
  })

const typeOfKind = new Map<string, EventTypeName>(
  typeNames.flatMap((type) => (eventTypes[type].of as readonly EventKind[]).map((kind) => [kind, type] as const)),
)

/** What a webhook is told of an event; undefined when it is none of anybody's business outside. */
export const typeOf = (kind: string): EventTypeName | undefined => typeOfKind.get(kind)
