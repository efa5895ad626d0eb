import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { languageTags } from '../lib/languages.ts'

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
