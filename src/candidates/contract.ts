import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { listQuery } from '../lib/filter.ts'
import { epochGiven, idInBody, idInPath, nullable, text, uuid } from '../lib/wire.ts'
import { addressPattern } from './address.ts'

const emailAddress = Type.String({
  maxLength: 320,
  pattern: addressPattern,
  description: 'An e-mail address',
})

export const AddCandidate = Type.Object({
  firstName: Type.Optional(nullable(text(500))),
  lastName: Type.Optional(nullable(text(500))),
  emailAddress,
  videointerviewGroupId: Type.Optional(idInBody),
})

/** As POST answers: numbers, `+00:00`, questionConfig as JSON in a string, no id. */
export const AddedInterview = Type.Object({
  interviewId: Type.String(),
  recruiterId: Type.Integer(),
  atsJobId: Type.String(),
  interviewName: Type.String(),
  status: Type.String(),
  atsCandidateId: Type.Integer(),
  createdAt: Type.String(),
  publicUuid: Type.String(),
  candidateEmail: Type.String(),
  companyId: Type.Integer(),
  questionConfig: Type.String(),
  profileId: Type.Integer(),
  type: Type.String(),
  videointerviewGroupId: Type.Integer(),
  expirationDate: Type.String(),
  maximumReminders: Type.Integer(),
})

const textOrNull = nullable(Type.String())
const numberOrNull = nullable(Type.Number())
const booleanOrNull = nullable(Type.Boolean())

/** As the list answers: ids as strings, `.000Z`, questionConfig as an object, every key present. */
export const Videointerview = Type.Object({
  id: Type.String(),
  interviewId: Type.String(),
  recruiterId: Type.String(),
  atsJobId: Type.String(),
  interviewName: Type.String(),
  status: Type.String(),
  inviteSent: Type.Boolean(),
  rrCandidateId: textOrNull,
  atsCandidateId: Type.String(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
  jobId: textOrNull,
  isPublic: booleanOrNull,
  publicUuid: Type.String(),
  avatarUrl: textOrNull,
  candidateEmail: Type.String(),
  profileVideo: textOrNull,
  responseAt: textOrNull,
  inviterEmail: textOrNull,
  companyId: Type.String(),
  questionConfig: Type.Object({ interviewType: Type.String() }),
  profileId: Type.Integer(),
  type: Type.String(),
  videointerviewGroupId: Type.Integer(),
  startsAt: textOrNull,
  expiresAt: textOrNull,
  expirationDate: Type.String(),
  interviewScore: numberOrNull,
  reviewerCount: nullable(Type.Integer()),
  totalScore: numberOrNull,
  result: textOrNull,
  outcome: textOrNull,
  sharingUrl: textOrNull,
  inviteDate: textOrNull,
  maximumReminders: Type.String(),
  retakeReason: textOrNull,
  retakeSent: booleanOrNull,
  retakeApproval: booleanOrNull,
  questionFeedback: Type.Boolean({ description: 'Reviewers marked or commented single answers' }),
  interviewFeedback: Type.Boolean({
    description: 'Feedback on the interview has been or can be given: false once withdrawn',
  }),
  videointerviewgroup: Type.Object({ videointerviewGroupId: Type.Integer(), groupName: Type.String() }),
  profile: Type.Object({
    profileId: Type.Integer(),
    firstName: Type.String(),
    lastName: Type.String(),
    email: Type.String(),
    iv: Type.String({ description: 'The initialisation vector under which the three above are stored' }),
  }),
})

export const CandidateList = Type.Object({
  count: Type.Integer({ description: 'How many rows follow' }),
  overallFeedback: Type.Boolean({ description: 'Everything that was handed in has been reviewed' }),
  Videointerviews: Type.Array(Videointerview),
})

/** How much longer than the questions say a candidate may take. */
export const timeMultiplier = nullable(
  Type.Number({
    minimum: 1,
    maximum: 10,
    description: 'Extra time: 1.5 is half as much again, null is no limit of time',
  }),
)

export const EditCandidate = Type.Partial(
  Type.Object({
    firstName: nullable(text(500)),
    lastName: nullable(text(500)),
    emailAddress,
    outcome: nullable(Type.Enum(['Shortlisted', 'Rejected'])),
    expiresAt: nullable(epochGiven),
    retakeApproval: booleanOrNull,
    timeMultiplier,
  }),
)

const about = { section: 'Candidates', access: 'user', model: 'Videointerview' } as const
const inAssessment = { models: { id: 'Assessment', pid: 'Profile' }, params: Type.Object({ id: idInPath }) }

export const addCandidate = endpoint({
  ...about,
  ...inAssessment,
  method: 'POST',
  path: '/room/v1/assessments/:id/candidate',
  summary: 'Add Candidate',
  body: AddCandidate,
  reply: Type.Array(AddedInterview),
})

export const listCandidates = endpoint({
  ...about,
  ...inAssessment,
  method: 'GET',
  path: '/room/v1/assessments/:id/candidates',
  summary: 'List Candidates',
  query: listQuery,
  reply: CandidateList,
})

export const editCandidate = endpoint({
  ...about,
  ...inAssessment,
  method: 'PATCH',
  path: '/room/v1/assessments/:id/candidate/:pid',
  summary: 'Edit Candidate',
  about: 'pid is the profileId. Answers the row as the list shows it.',
  params: Type.Object({ id: idInPath, pid: idInPath }),
  body: EditCandidate,
  reply: Videointerview,
})

/** What the caller says again of the interview it deletes: the documented array, or one alone. */
const DeletionClaim = Type.Object({
  profileId: Type.Optional(idInBody),
  videointerviewGroupId: Type.Optional(idInBody),
})

export const deleteCandidate = endpoint({
  ...about,
  ...inAssessment,
  method: 'DELETE',
  path: '/room/v1/assessment/:id/candidates/:vid',
  summary: 'Delete Candidate',
  about: 'vid is the interviewId. Everything recorded goes too, and the person with their last interview, for good.',
  params: Type.Object({ id: idInPath, vid: uuid }),
  body: Type.Union([Type.Array(DeletionClaim, { maxItems: 100 }), DeletionClaim]),
  reply: Type.Array(
    Type.Object({
      videointerviews: Type.Object({
        affectedRows: Type.Integer(),
        count: Type.Integer(),
        rows: Type.Array(Type.Unknown()),
      }),
    }),
  ),
})
