import type { World } from '../lib/context.ts'
import { take } from './bounces.ts'
import { reportIn } from './report.ts'

/**
 * What came to the address that letters come back to. Anybody can write there: what is no report is nothing. Throws when it
 * should come again: the database is away, or the letter is still leaving.
 */
export async function receive(world: World, message: Buffer): Promise<void> {
  const report = await reportIn(message).catch(() => undefined)
  if (report) await take(world, report)
}
