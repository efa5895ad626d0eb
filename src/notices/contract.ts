import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { languageTags } from '../lib/languages.ts'
import { previewed } from '../lib/previewed.ts'
import { noticeKinds } from './kinds.ts'

const choice = Type.Object({
  completed: Type.Enum(['own', 'each', 'digest', 'never'], {
    description:
      'A letter for each interview handed in: of the assessments they made, of all, only counted in the digest, or not even there',
  }),
  requests: Type.Boolean({ description: 'A letter when a candidate of an assessment they made asks for something' }),
  digest: Type.Boolean({ description: 'A letter each morning, when there is something to do' }),
  language: Type.Enum(languageTags, { description: 'The language of these letters' }),
})
export type WireChoice = Type.Static<typeof choice>

const own = { section: 'Settings', access: 'user', model: 'User' } as const
const path = '/room/v1/account/notices'

export const getNotices = endpoint({ ...own, method: 'GET', path, summary: 'Which letters you get', reply: choice })

export const chooseNotices = endpoint({
  ...own,
  method: 'PATCH',
  path,
  summary: 'Choose which letters you get',
  body: Type.Partial(choice),
  reply: choice,
})

export const previewNotices = endpoint({
  ...own,
  method: 'GET',
  path: `${path}/preview`,
  summary: 'The letters you can get, as they come',
  about: 'In your language, of assessments that are not there.',
  reply: Type.Object({ letters: Type.Array(Type.Object({ kind: Type.Enum(noticeKinds), ...previewed })) }),
})
export type PreviewedNotice = Type.Static<typeof previewNotices.reply>['letters'][number]

export const previewNotice = endpoint({
  ...own,
  method: 'GET',
  path: `${path}/preview/:kind`,
  summary: 'One of the letters you can get, as the page that is sent',
  models: { kind: 'Letter' },
  params: Type.Object({ kind: Type.Enum(noticeKinds) }),
  produces: 'text/html',
  reply: Type.String(),
})
