import type { Ctx } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'

/** The interview with this uuid; throws not_found for one that never was and for another company's alike. */
export async function findByUuid({ db, actor }: Ctx, uuid: string) {
  const interview = await db
    .selectFrom('interview')
    .select(['id', 'uuid', 'assessmentId', 'candidateId', 'submittedAt', 'withdrawnAt'])
    .where('companyId', '=', actor.companyId)
    .where('uuid', '=', uuid)
    .executeTakeFirst()
  if (!interview) throw unknown('Videointerview', uuid)
  return interview
}
