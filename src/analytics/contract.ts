import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { nullable } from '../lib/wire.ts'

const month = Type.String({ pattern: '^\\d{4}-\\d\\d$', description: 'A month, such as 2026-03' })
const count = Type.Integer({ minimum: 0 })
const known = (about: string) => nullable(Type.Integer({ minimum: 0, description: `${about}; null is not told` }))
const percent = nullable(Type.Number({ description: 'Of 100' }))

const about = {
  section: 'Analytics',
  access: 'user',
  model: 'Assessment',
  method: 'GET',
  also: { 400: 'Not an id, not a month, or a period that ends before it begins', 404: 'There is no such assessment' },
} as const

const narrowed = {
  assessment: 'Only this assessment (its id); without it, all',
  from: 'Only who was invited in this month or later, such as `2026-03`',
  to: 'Only who was invited in this month or before',
}

export const steps = ['invited', 'opened', 'consented', 'started', 'submitted'] as const
const step = Type.Object({
  step: Type.Enum([...steps]),
  people: nullable(Type.Integer({ minimum: 0, description: 'How many came so far; null is one to four' })),
  ofInvited: percent,
  ofBefore: percent,
})

const assessment = Type.Object({
  assessmentId: nullable(Type.Integer({ description: 'Null is all that have fewer than five invitations, together' })),
  name: nullable(Type.String()),
  invited: count,
  submitted: known('How many handed in'),
  completed: percent,
})

const question = Type.Object({
  questionId: Type.Integer({ description: 'Of its newest version' }),
  text: Type.String(),
  type: Type.String(),
  versions: Type.Integer({ description: 'How many versions of it were asked' }),
  removed: Type.Boolean({ description: 'It is asked no more' }),
  asked: known('How many who began were to answer it'),
  answered: known('How many did'),
  stopped: known('How many have not handed in, and answered everything before it'),
  takes: nullable(Type.Number({ description: 'Median of the takes used' })),
  seconds: nullable(Type.Number({ description: 'Median length of the answers kept' })),
  limitSeconds: nullable(Type.Integer({ description: 'What its newest version allows' })),
})

const bucket = Type.Object({ from: Type.Number(), to: nullable(Type.Number()), people: count })
export const measures = ['opened', 'started', 'invited'] as const
const time = Type.Object({
  since: Type.Enum([...measures], { description: 'From when until it was first handed in' }),
  unit: Type.Enum(['minutes', 'days']),
  people: count,
  lower: Type.Number({ description: 'A quarter took no longer' }),
  median: Type.Number(),
  upper: Type.Number({ description: 'A quarter took longer' }),
  buckets: Type.Array(bucket),
})

const kind = Type.Object({
  name: Type.String({ description: '`rest` is all that were few, `unknown` what was opened before this was noted' }),
  opened: count,
  submitted: known('How many of them handed in'),
  completed: percent,
})

const alpha = nullable(Type.Number({ description: "Krippendorff's alpha; null where no two marks differ" }))
const agreement = Type.Object({
  criterionId: nullable(Type.Integer()),
  name: Type.String(),
  levels: Type.Integer({ description: 'Of its scale when it was marked' }),
  interviews: count,
  answers: Type.Integer({ description: 'Answers that at least two have marked by it' }),
  ordinal: alpha,
  interval: alpha,
})

export const getAnalytics = endpoint({
  ...about,
  path: '/room/v1/analytics',
  summary: 'How far candidates get, and how reviewers agree',
  about:
    'Of those invited in a period of whole months. Nothing is told of one to four people: such a number, or what would give it away, is null (docs/analytics.md).',
  query: narrowed,
  reply: Type.Object({
    assessmentId: nullable(Type.Integer()),
    months: Type.Object({
      first: month,
      last: month,
      from: nullable(month),
      to: nullable(month),
      leftOut: Type.Boolean({ description: 'Some invited in the period are not counted: they would be few' }),
    }),
    funnel: nullable(Type.Array(step)),
    withdrawn: known('How many of them withdrew'),
    assessments: nullable(Type.Array(assessment)),
    questions: nullable(
      Type.Object({
        rows: Type.Array(question),
        finished: known('How many answered everything and have not handed in'),
        newest: Type.Integer({ description: 'The medians are of at most so many, those who began last' }),
      }),
    ),
    times: Type.Array(time),
    devices: nullable(Type.Array(kind)),
    browsers: nullable(Type.Array(kind)),
    agreement: nullable(
      Type.Object({
        interviews: count,
        answers: count,
        interval: alpha,
        criteria: Type.Array(agreement),
        newest: Type.Integer({ description: 'Of at most so many interviews, the last ones' }),
      }),
    ),
  }),
})
export type Analytics = Type.Static<typeof getAnalytics.reply>
export type Step = Type.Static<typeof step>
export type AssessmentRow = Type.Static<typeof assessment>
export type QuestionRow = Type.Static<typeof question>
export type Questions = NonNullable<Analytics['questions']>
export type Time = Type.Static<typeof time>
export type KindRow = Type.Static<typeof kind>
export type Agreement = NonNullable<Analytics['agreement']>

/** Where the page explains itself. */
export const explanation = '/docs/analytics.md'

export const getExplanation = endpoint({
  method: 'GET',
  path: explanation,
  summary: 'What each number is, and the formula of agreement',
  section: 'Pages',
  access: 'open',
  model: 'Page',
  produces: 'text/plain',
  reply: Type.String(),
})

export const exportAnalytics = endpoint({
  ...about,
  path: '/room/v1/analytics/export',
  summary: 'The same as CSV',
  about:
    'One table under the other, each with its name above it. Nothing in it is a formula. That it was taken is an event.',
  query: narrowed,
  produces: 'text/csv',
  reply: Type.String(),
})
