import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'

/** What a company's recordings and files fill, kept up by the database (migration 0006): a few rows, not all chunks. */
export const companyUse = (companyId: number) =>
  sql<number>`coalesce((select sum(bytes) from media_use where company_id = ${companyId}), 0)`

export async function companyBytes({ db, actor }: Ctx): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select ${companyUse(actor.companyId)} as bytes`.execute(db)
  return Number(rows[0]?.bytes)
}

/** More may be kept as soon as something is erased, or the limit is raised: who has something to keep is to wait. */
export function refuseFullCompany({ mediaLimitBytes }: Ctx, used: number, bytes: number): void {
  if (mediaLimitBytes === undefined || Number(used) + bytes <= mediaLimitBytes) return
  throw new Problem('storage_full', 'This company has no room left for recordings. Keep this and try again.', {
    name: 'COMPANY_FULL',
  })
}
