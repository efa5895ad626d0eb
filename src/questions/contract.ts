import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInBody, idInPath, isoDate, nullable, text } from '../lib/wire.ts'

const seconds = Type.Integer({ minimum: 0, maximum: 86_400 })
const words = nullable(Type.Integer({ minimum: 0, maximum: 100_000 }))
const score = Type.Number({ minimum: -1e6, maximum: 1e6 })

export const questionTypes = ['video', 'audio', 'essay', 'multipleChoice', 'rating', 'file'] as const

const Option = Type.Object({
  text: text(2000),
  correct: Type.Optional(Type.Boolean()),
  redFlag: Type.Optional(Type.Boolean()),
  score: Type.Optional(nullable(score)),
})

/** What two editors do not overwrite each other by: the updatedAt they last read. */
export const lastSeen = Type.Optional(isoDate)

/** Named after the product's own form fields. */
export const AddQuestion = Type.Partial(
  Type.Object({
    question: text(20_000, 'Rich text (HTML); scripts and the like are taken out'),
    category: nullable(text(200)),
    questionType: Type.Enum([...questionTypes]),
    order: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    prepTime: Type.Integer({ ...seconds, description: 'Seconds to think' }),
    maxAnswerTime: Type.Integer({ ...seconds, minimum: 1, description: 'Seconds to answer' }),
    maxRetakes: Type.Integer({ minimum: 0, maximum: 100 }),
    retakeDecisionTime: nullable(seconds),
    minWords: words,
    maxWords: words,
    options: Type.Array(Option, { maxItems: 100 }),
    allowOnlySingleChoice: Type.Boolean(),
    maxScore: nullable(score),
    ratingCriteria: Type.Array(idInBody, { maxItems: 50 }),
    attachment: nullable(text(2000)),
  }),
)

export const WireQuestion = Type.Object({
  id: Type.Integer(),
  questionId: Type.Integer(),
  videointerviewGroupId: Type.Integer(),
  question: Type.String(),
  category: nullable(Type.String()),
  questionType: Type.String(),
  order: Type.Integer(),
  prepTime: Type.Integer(),
  maxAnswerTime: Type.Integer(),
  maxRetakes: Type.Integer(),
  retakeDecisionTime: nullable(Type.Integer()),
  minWords: nullable(Type.Integer()),
  maxWords: nullable(Type.Integer()),
  options: Type.Array(
    Type.Object({
      text: Type.String(),
      correct: Type.Boolean(),
      redFlag: Type.Boolean(),
      score: nullable(Type.Number()),
    }),
  ),
  allowOnlySingleChoice: Type.Boolean(),
  maxScore: nullable(Type.Number()),
  ratingCriteria: Type.Array(Type.Integer()),
  attachment: nullable(Type.String()),
  createdAt: Type.String(),
  updatedAt: Type.String(),
})

export const addQuestion = endpoint({
  method: 'POST',
  path: '/room/v1/assessments/:id/question',
  summary: 'Add Question',
  about: 'Without a word it is a video question: 60 s to think, 2 min to answer, 2 retakes.',
  section: 'Questions',
  access: 'user',
  model: 'Question',
  models: { id: 'Assessment' },
  params: Type.Object({ id: idInPath }),
  body: AddQuestion,
  reply: WireQuestion,
})

const one = {
  section: 'Questions',
  access: 'user',
  path: '/room/v1/questions/:id',
  model: 'Question',
  params: Type.Object({ id: idInPath }),
} as const

export const listQuestions = endpoint({
  method: 'GET',
  path: '/room/v1/assessments/:id/questions',
  summary: 'List Questions',
  about: 'In the order they are asked.',
  section: 'Questions',
  access: 'user',
  model: 'Assessment',
  params: Type.Object({ id: idInPath }),
  reply: Type.Array(WireQuestion),
})

export const editQuestion = endpoint({
  ...one,
  method: 'PATCH',
  summary: 'Edit Question',
  about:
    'Changes what the body names. Once an interview has begun with it this makes a new version under a new id: who has begun keeps the questions they began with.',
  body: Type.Intersect([AddQuestion, Type.Object({ lastSeen })]),
  reply: WireQuestion,
  also: { 409: 'Somebody else changed it after lastSeen' },
})

export const removeQuestion = endpoint({
  ...one,
  method: 'DELETE',
  summary: 'Delete Question',
  about: 'Who has begun is still asked it, and what was answered stays.',
  reply: Type.Object({ count: Type.Integer() }),
})
