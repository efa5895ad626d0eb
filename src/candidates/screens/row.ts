import type { Static } from 'typebox'
import type { Videointerview } from '../contract.ts'

/** One interview in the table of candidates. */
export type Row = Static<typeof Videointerview>
