import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInBody, idInPath, text } from '../lib/wire.ts'

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
