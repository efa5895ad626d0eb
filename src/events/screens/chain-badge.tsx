import { call } from '../../dashboard/screens/call.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { momentOf } from '../../dashboard/screens/when.ts'
import { type Chain, getChain } from '../contract.ts'

const number = new Intl.NumberFormat()

/** Whether anybody has been at the log. The list does not wait for it. */
export function ChainBadge() {
  const { fetched, reload } = useFetched((signal) => call(getChain, { signal }), 'chain')
  if (fetched.at === 'failed') {
    return (
      <button type="button" onClick={reload}>
        The chain could not be checked: try again
      </button>
    )
  }
  return (
    <span role="status">{fetched.at === 'loading' ? 'Checking the chain…' : <Verdict chain={fetched.data} />}</span>
  )
}

function Verdict({ chain: { events, brokenAt, wholeAt } }: { chain: Chain }) {
  if (brokenAt !== null) {
    return (
      <strong class="pill pill-broken">
        The chain is broken at event {number.format(brokenAt)}: it, or one before it, was changed, taken out or slipped
        in. Do not rely on what is newer.
      </strong>
    )
  }
  return (
    <>
      <span class="pill pill-verified">Chain verified, {number.format(events)} events</span>{' '}
      <span class="hint">from the first on: {momentOf(wholeAt)}</span>
    </>
  )
}
