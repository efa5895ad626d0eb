import { Problem } from './problem.ts'

/** Two who were shown the same both change it: the second is told, and overwrites nothing. */
export function refuseOverwriting(updatedAt: Date, lastSeen: string | undefined): void {
  if (lastSeen === undefined || Date.parse(lastSeen) === updatedAt.getTime()) return
  throw new Problem('conflict', 'Somebody else has changed this meanwhile. Look at it again.', { name: 'CHANGED' })
}
