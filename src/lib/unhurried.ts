import { sql } from 'kysely'

/**
 * To be joined to a statement that stands alone: it does not wait for the disk. A power cut forgets some hundred milliseconds
 * of these, so they are for what is harmlessly done again.
 */
export const unhurried = sql`(select set_config('synchronous_commit', 'off', true)) unhurried`
