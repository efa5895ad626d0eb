import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { previewed } from '../lib/previewed.ts'
import { idInBody, idInPath, isoDate, nullable, text, uuid } from '../lib/wire.ts'
import { letterKinds } from './letter-kinds.ts'

export const sendInvite = endpoint({
  method: 'POST',
  path: '/room/v1/assessments/:id/invite',
  summary: 'Send Invite',
  about: 'Refused whole, and nothing is sent, when one of the ids is not an interview of this assessment.',
  section: 'Candidates',
  access: 'user',
  model: 'Videointerview',
  models: { id: 'Assessment' },
  params: Type.Object({ id: idInPath }),
  body: Type.Object({
    videointerviewGroupId: Type.Optional(idInBody),
    interviewIds: Type.Array(text(200), { minItems: 1, maxItems: 1000 }),
  }),
  reply: Type.Object({ msg: Type.String() }),
})

const inAssessment = {
  section: 'Candidates',
  access: 'user',
  model: 'Assessment',
  params: Type.Object({ id: idInPath }),
} as const

export const sendReminder = endpoint({
  ...inAssessment,
  method: 'POST',
  path: '/room/v1/assessments/:id/remind',
  summary: 'Send Reminder',
  about:
    'A reminder to each now, with a link of their own. Those who cannot be reminded are named; an id that is not of this assessment refuses all.',
  model: 'Videointerview',
  models: { id: 'Assessment' },
  body: Type.Object({ interviewIds: Type.Array(uuid, { minItems: 1, maxItems: 1000 }) }),
  reply: Type.Object({
    sent: Type.Integer(),
    refused: Type.Array(Type.Object({ interviewId: uuid, why: Type.String() })),
  }),
})

export const listLetters = endpoint({
  ...inAssessment,
  method: 'GET',
  path: '/room/v1/assessments/:id/letters',
  summary: 'What letters candidates were sent',
  about: 'For those who were sent any. `failure` is why the last one did not arrive: refused, or come back.',
  reply: Type.Object({
    letters: Type.Array(
      Type.Object({
        interviewId: uuid,
        sent: Type.Integer(),
        reminders: Type.Integer(),
        lastSentAt: nullable(isoDate),
        nextReminderAt: nullable(isoDate),
        failure: nullable(Type.String()),
        delayed: Type.Boolean({ description: 'Their mail server has not taken the last one yet' }),
        trouble: nullable(
          Type.String({
            description: 'Why our mail server has not taken the last one yet; it is tried again by itself',
          }),
        ),
      }),
    ),
  }),
})

export const previewLetters = endpoint({
  ...inAssessment,
  method: 'GET',
  path: '/room/v1/assessments/:id/letters/preview',
  summary: 'The letters of an assessment as candidates get them',
  reply: Type.Object({
    letters: Type.Array(
      Type.Object({
        kind: Type.Enum([...letterKinds]),
        ...previewed,
        attached: Type.Array(Type.String({ description: 'The name of a file' })),
      }),
    ),
  }),
})
export type PreviewedLetter = Type.Static<typeof previewLetters.reply>['letters'][number]

export const previewLetter = endpoint({
  ...inAssessment,
  method: 'GET',
  path: '/room/v1/assessments/:id/letters/preview/:kind',
  summary: 'One letter of an assessment, as the page that its candidates get',
  models: { kind: 'Letter' },
  params: Type.Object({ id: idInPath, kind: Type.Enum([...letterKinds]) }),
  produces: 'text/html',
  reply: Type.String(),
})
