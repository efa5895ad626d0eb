import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInPath, text } from '../lib/wire.ts'

export const exportCandidates = endpoint({
  method: 'POST',
  path: '/room/v1/assessments/:id/candidates/export',
  summary: 'Export Candidates',
  about:
    'A CSV file (UTF-8, commas) of the interviews named, in that order, or of all. Nothing in it is a formula. That it was made is an event.',
  section: 'Candidates',
  access: 'user',
  model: 'Assessment',
  params: Type.Object({ id: idInPath }),
  body: Type.Object({ interviewIds: Type.Optional(Type.Array(text(200), { maxItems: 20_000 })) }),
  produces: 'text/csv',
  reply: Type.String(),
})
