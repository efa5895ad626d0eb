import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { listQuery } from '../lib/filter.ts'
import { epochGiven, epochString, idInPath, isoDate, nullable, text } from '../lib/wire.ts'

const interviewType = Type.Object({ interviewType: Type.Optional(text(100)) })
const perCategory = Type.Object({ category: text(200), count: Type.Integer({ minimum: 0, maximum: 1000 }) })
const count = Type.Integer({ minimum: 0, maximum: 365 })
/** `null`, `3` or `"3"`: the document says any. */
const countGiven = nullable(Type.Union([count, Type.String({ pattern: '^\\d{0,3}$' })]))

/** The document's CreateAssessment, and what it lacks, all optional: a PATCH changes what it names. */
const given = {
  groupName: Type.String({ maxLength: 500, pattern: '\\S' }),
  groupConfig: nullable(interviewType),
  responseVisibility: Type.Boolean(),
  expirationDate: nullable(isoDate),
  expiresAt: nullable(epochGiven),
  startsAt: nullable(epochGiven),
  landingPageInfo: nullable(text(100_000, 'Rich text (HTML); scripts and the like are taken out')),
  enableBanner: Type.Boolean(),
  removeBanner: Type.Boolean({ description: 'Drops the stored picture' }),
  enableReminder: Type.Boolean(),
  reminderInterval: countGiven,
  maxReminders: countGiven,
  enableInclusiveHiring: Type.Boolean(),
  letterText: nullable(
    text(
      5000,
      'Own words in the invitation and the reminders, plain; {company}, {assessment}, {deadline} and {minutes} are filled in',
    ),
  ),
  letterSubject: nullable(text(200, 'Own subject of the two, with the same placeholders')),
  reviewBySound: Type.Boolean({
    description: 'Reviewers hear the answers and see nothing, until a candidate is shortlisted',
  }),
  allowSoundOnly: Type.Boolean({ description: 'Whoever has no camera may answer with their voice' }),
  companyBanner: nullable(text(2000)),
  passThreshold: nullable(
    Type.Number({
      minimum: 0,
      maximum: 1e6,
      description: 'Up to 5 a mean mark, above it a percentage: docs/scoring.md',
    }),
  ),
  enableRetakeAssessment: Type.Boolean(),
  introVideo: nullable(text(2000)),
  endText: nullable(text(100_000)),
  skipPracticeQuestion: Type.Boolean(),
  closed: Type.Boolean(),
  archived: Type.Boolean({ description: 'Put away: everything is kept, the overview leaves it out' }),
  retentionDays: nullable(Type.Integer({ minimum: 1, maximum: 36_500 })),
  language: text(35),
  accentColor: nullable(
    Type.String({
      pattern: '^#[0-9a-fA-F]{6}$',
      description: 'Of buttons and links in the room; one that white words cannot be read on (4.5:1) is refused',
    }),
  ),
  questionsPerCategory: Type.Array(perCategory, {
    maxItems: 100,
    description: 'Where interviewType is not `fixed`: how many of each category are drawn; one of each not named',
  }),
}

const { groupName, ...rest } = given
export const EditAssessment = Type.Partial(Type.Object(given))
export const CreateAssessment = Type.Object({ groupName, ...Type.Partial(Type.Object(rest)).properties })

/** Every value in the spelling the request uses. */
export const WireAssessment = Type.Object({
  id: Type.Integer(),
  videointerviewGroupId: Type.Integer(),
  groupName: Type.String(),
  groupConfig: Type.Object({ interviewType: Type.String() }),
  responseVisibility: Type.Boolean(),
  expirationDate: Type.String({ description: 'ISO 8601; the same instant as expiresAt' }),
  expiresAt: epochString,
  startsAt: epochString,
  landingPageInfo: nullable(Type.String()),
  enableBanner: Type.Boolean(),
  removeBanner: Type.Boolean(),
  enableReminder: Type.Boolean(),
  reminderInterval: nullable(Type.Integer()),
  maxReminders: nullable(Type.Integer()),
  enableInclusiveHiring: Type.Boolean(),
  companyBanner: nullable(Type.String()),
  passThreshold: nullable(Type.Number()),
  enableRetakeAssessment: Type.Boolean(),
  introVideo: nullable(Type.String()),
  endText: nullable(Type.String()),
  skipPracticeQuestion: Type.Boolean(),
  closed: Type.Boolean(),
  archived: Type.Boolean(),
  retentionDays: nullable(Type.Integer()),
  language: Type.String(),
  letterText: nullable(Type.String()),
  letterSubject: nullable(Type.String()),
  reviewBySound: Type.Boolean(),
  allowSoundOnly: Type.Boolean(),
  accentColor: nullable(Type.String()),
  questionsPerCategory: Type.Array(perCategory),
  recruiterId: Type.Integer(),
  companyId: Type.Integer(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
})

const about = { section: 'Assessments', access: 'user', model: 'Assessment' } as const
const params = Type.Object({ id: idInPath })

export const createAssessment = endpoint({
  ...about,
  method: 'POST',
  path: '/room/v1/assessments',
  summary: 'Create Assessment',
  about: 'Without dates it opens now and closes in seven days. Of expiresAt and expirationDate, expiresAt is believed.',
  body: CreateAssessment,
  reply: WireAssessment,
})

export const listAssessments = endpoint({
  ...about,
  method: 'GET',
  path: '/room/v1/assessments',
  summary: 'List Assessments',
  query: listQuery,
  reply: Type.Array(WireAssessment),
})

export const getAssessment = endpoint({
  ...about,
  method: 'GET',
  path: '/room/v1/assessments/:id',
  summary: 'Get Assessment',
  params,
  reply: WireAssessment,
})

export const editAssessment = endpoint({
  ...about,
  method: 'PATCH',
  path: '/room/v1/assessments/:id',
  summary: 'Edit Assessment',
  about: 'Changes what the body names and leaves the rest.',
  params,
  body: Type.Intersect([EditAssessment, Type.Object({ lastSeen: Type.Optional(isoDate) })]),
  also: { 409: 'Somebody else changed it after lastSeen, the updatedAt that was read' },
  reply: WireAssessment,
})

export const duplicateAssessment = endpoint({
  ...about,
  method: 'POST',
  path: '/room/v1/assessments/:id/duplicate',
  summary: 'Duplicate Assessment',
  about: 'Its settings and questions, not its candidates; open from now on for as long as the first was.',
  params,
  body: Type.Object({ groupName: Type.Optional(groupName) }),
  reply: WireAssessment,
})

const number = Type.Integer()

export const getOverview = endpoint({
  ...about,
  method: 'GET',
  path: '/room/v1/overview',
  summary: 'All assessments, and how far their interviews are',
  about: 'Newest first. Withdrawn interviews are not counted.',
  query: { archived: '`true` for those that are archived; without it, those that are not' },
  reply: Type.Array(
    Type.Object({
      id: number,
      name: Type.String(),
      startsAt: isoDate,
      expiresAt: isoDate,
      closedAt: nullable(isoDate),
      archivedAt: nullable(isoDate),
      questions: number,
      candidates: number,
      invited: number,
      started: number,
      submitted: number,
      toReview: number,
    }),
  ),
})
export type Overview = Type.Static<typeof getOverview.reply>[number]
