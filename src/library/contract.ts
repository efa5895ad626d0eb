import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInPath } from '../lib/wire.ts'
import { AddQuestion, lastSeen, WireQuestion } from '../questions/contract.ts'

/** A question as in an assessment, but without one and without a place in it. */
const LibraryWords = Type.Object({
  ...Type.Omit(AddQuestion, ['order']).properties,
  archived: Type.Optional(Type.Boolean()),
})

export const WireLibraryQuestion = Type.Object({
  id: Type.Integer(),
  ...Type.Omit(WireQuestion, ['id', 'questionId', 'videointerviewGroupId', 'order']).properties,
  archived: Type.Boolean(),
})
export type LibraryQuestion = Type.Static<typeof WireLibraryQuestion>

const about = { section: 'Library', access: 'user', model: 'LibraryQuestion' } as const

export const listLibrary = endpoint({
  ...about,
  method: 'GET',
  path: '/room/v1/library',
  summary: 'List the questions of the library',
  about: 'By category, then in the order they came in. A copy in an assessment never follows its original.',
  query: { archived: '`true` for those that are archived; without it, those that are not' },
  reply: Type.Array(WireLibraryQuestion),
})

export const addToLibrary = endpoint({
  ...about,
  method: 'POST',
  path: '/room/v1/library',
  summary: 'Add a question to the library',
  body: LibraryWords,
  reply: WireLibraryQuestion,
  also: { 404: 'A rating criterion is not there' },
})

export const editInLibrary = endpoint({
  ...about,
  method: 'PATCH',
  path: '/room/v1/library/:id',
  summary: 'Change or archive a question of the library',
  about: 'Changes what the body names; no assessment is touched.',
  params: Type.Object({ id: idInPath }),
  body: Type.Intersect([LibraryWords, Type.Object({ lastSeen })]),
  reply: WireLibraryQuestion,
  also: { 409: 'Somebody else changed it after lastSeen' },
})
