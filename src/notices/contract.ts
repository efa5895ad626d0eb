import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'

const choice = Type.Object({
  completed: Type.Enum(['own', 'each', 'digest', 'never'], {
    description:
      'A letter for each interview handed in: of the assessments they made, of all, only counted in the digest, or not even there',
  }),
  requests: Type.Boolean({ description: 'A letter when a candidate of an assessment they made asks for something' }),
  digest: Type.Boolean({ description: 'A letter each morning, when there is something to do' }),
})
export type WireChoice = Type.Static<typeof choice>

const own = { section: 'Settings', access: 'user', model: 'User', path: '/room/v1/account/notices' } as const

export const getNotices = endpoint({ ...own, method: 'GET', summary: 'Which letters you get', reply: choice })

export const chooseNotices = endpoint({
  ...own,
  method: 'PATCH',
  summary: 'Choose which letters you get',
  body: Type.Partial(choice),
  reply: choice,
})
