import type { Role } from '../lib/context.ts'
import type { RequestKind } from '../requests/open-kinds.ts'

/** What of one assessment there is to do, for the daily digest. */
export type Tally = {
  assessmentId: number
  handedIn: number
  waiting: number
  asked: number
  closing: number
  undelivered: number
}

/** Its receiver said that it wants no more, or has received nothing for days. */
export type WhyDisabled = 'gone' | 'failing'

/** What each letter to the company's people is about: ids and counts, for names are erasable and letters are not. */
export type About = {
  completed: { interviewId: number }
  requested: { interviewId: number; request: RequestKind }
  digest: { tallies: Tally[] }
  webhookDisabled: { webhookId: string; host: string; why: WhyDisabled }
}
export type NoticeKind = keyof About

/** Who can get a letter at all, if they want it. */
const readers: Record<NoticeKind, Role[]> = {
  completed: ['owner', 'recruiter', 'reviewer'],
  // A reason may be signed: reviewers are not to know of it.
  requested: ['owner', 'recruiter'],
  digest: ['owner', 'recruiter', 'reviewer'],
  webhookDisabled: ['owner'],
}
export const noticeKinds = Object.keys(readers) as NoticeKind[]

export const canGet = (role: Role, kind: NoticeKind): boolean => readers[kind].includes(role)
