import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInPath } from '../lib/wire.ts'
import { getInterview } from '../room/contract.ts'

const params = Type.Object({ id: idInPath })

export const getPreview = endpoint({
  method: 'GET',
  path: '/room/v1/assessments/:id/preview',
  summary: 'The room as a candidate of this assessment would find it',
  about: 'Nobody is in it, and nothing is kept.',
  section: 'Assessments',
  access: 'user',
  model: 'Assessment',
  params,
  reply: getInterview.reply,
})

export const getPreviewPage = endpoint({
  method: 'GET',
  path: '/preview/:id',
  summary: 'The page of a preview, for the dashboard to frame',
  section: 'Pages',
  access: 'open',
  model: 'Page',
  params,
  produces: 'text/html',
  reply: Type.String(),
})
