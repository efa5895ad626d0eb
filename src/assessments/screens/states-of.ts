import type { Overview } from '../contract.ts'

export const stateLabels = { open: 'Open', early: 'Not open yet', closed: 'Closed', archived: 'Archived' }
export type State = keyof typeof stateLabels

export function stateOf({ startsAt, expiresAt, closedAt, archivedAt }: Overview): State {
  const now = Date.now()
  if (archivedAt !== null) return 'archived'
  if (closedAt !== null || Date.parse(expiresAt) <= now) return 'closed'
  return Date.parse(startsAt) > now ? 'early' : 'open'
}
