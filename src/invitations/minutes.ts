import type { Ctx } from '../lib/context.ts'
import { askedIds } from '../room/interview.ts'

type Timed = { prepSeconds: number; maxAnswerSeconds: number }

/** How long questions take at most, with the time to think. */
export const minutesIn = (questions: Timed[]): number =>
  Math.ceil(questions.reduce((sum, { prepSeconds, maxAnswerSeconds }) => sum + prepSeconds + maxAnswerSeconds, 0) / 60)

/** The same of what one candidate is asked. */
export async function minutesOf(ctx: Ctx, interviewId: number): Promise<number> {
  const asked = await askedIds(ctx, interviewId)
  if (asked.length === 0) return 0
  const questions = await ctx.db
    .selectFrom('question')
    .select(['prepSeconds', 'maxAnswerSeconds'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', 'in', asked)
    .execute()
  return minutesIn(questions)
}
