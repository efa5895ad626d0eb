import { momentOf } from '../../dashboard/screens/when.ts'
import type { ListedWebhook } from '../contract.ts'

/** How it is with a webhook, in words. */
export function StatePill({ webhook }: { webhook: ListedWebhook }) {
  const { enabled, disabledBecause, failingSince } = webhook
  if (!enabled) return <span class="pill pill-flag">{disabledBecause ? 'Switched itself off' : 'Off'}</span>
  if (failingSince) return <span class="pill pill-early">Failing since {momentOf(failingSince)}</span>
  return <span class="pill pill-open">On</span>
}

export const nameOf = ({ name, url }: ListedWebhook) => name || url
