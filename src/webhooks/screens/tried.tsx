import { momentOf } from '../../dashboard/screens/when.ts'
import type { WholeDelivery } from '../contract.ts'

/** Every attempt of a delivery, and what was answered. */
export function Tried({ tried }: Pick<WholeDelivery, 'tried'>) {
  if (tried.length === 0) return <p class="hint">Not tried yet.</p>
  return (
    <ol class="tried">
      {tried.map(({ at, status, error, tookMs, answer }) => (
        <li key={at}>
          <time dateTime={at}>{momentOf(at)}</time>
          <span>
            <b>{error ?? `Answered ${status}`}</b> <span class="hint">after {tookMs} ms</span>
            {answer && <code class="answer">{answer}</code>}
          </span>
        </li>
      ))}
    </ol>
  )
}
