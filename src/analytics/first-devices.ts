import type { CandidateCtx } from '../room/interview.ts'
import { familiesOf } from './agent.ts'

/** Keeps what kind of device and browser an interview was first opened with; what it said it is, is not kept. */
export async function note({ db, actor }: CandidateCtx, agent: string | undefined): Promise<void> {
  await db
    .insertInto('firstDevice')
    .values({ ...familiesOf(agent), interviewId: actor.interviewId, companyId: actor.companyId })
    .onConflict((conflict) => conflict.columns(['companyId', 'interviewId']).doNothing())
    .execute()
}
