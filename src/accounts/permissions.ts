import type { Ctx, Role, UserCtx } from '../lib/context.ts'
import { accessDenied } from '../lib/error-body.ts'

/** Who may do what: the whole table. */
const permissions = {
  'assessment.read': ['owner', 'recruiter', 'reviewer'],
  'assessment.write': ['owner', 'recruiter'],
  'candidate.read': ['owner', 'recruiter', 'reviewer'],
  'candidate.write': ['owner', 'recruiter'],
  'interview.invite': ['owner', 'recruiter'],
  'interview.share': ['owner', 'recruiter'],
  'interview.review': ['owner', 'recruiter', 'reviewer'],
  'interview.decide': ['owner', 'recruiter'],
  'team.read': ['owner', 'recruiter', 'reviewer'],
  'team.write': ['owner'],
  'company.write': ['owner'],
  'key.write': ['owner'],
  'webhook.write': ['owner'],
  'event.read': ['owner', 'recruiter'],
  'analytics.read': ['owner', 'recruiter'],
  'criterion.read': ['owner', 'recruiter', 'reviewer'],
  'criterion.write': ['owner', 'recruiter'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

/** The first line of every verb a user can reach. */
export function allow(ctx: Ctx, permission: Permission): asserts ctx is UserCtx {
  const roles: readonly Role[] = permissions[permission]
  if (ctx.actor.kind !== 'user' || !roles.includes(ctx.actor.role)) throw accessDenied()
}
