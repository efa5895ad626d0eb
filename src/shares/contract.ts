import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { uuid } from '../lib/wire.ts'

export const shareInterview = endpoint({
  method: 'POST',
  path: '/room/v1/candidates/:id/share',
  summary: 'Get Public URL',
  about: 'id is the interviewId. The address plays the interview for 14 days; asked again meanwhile, it is the same.',
  section: 'Candidates',
  access: 'user',
  model: 'Videointerview',
  params: Type.Object({ id: uuid }),
  reply: Type.Object({ videointerviewUrl: Type.String(), videointerviewId: Type.String() }),
})
