import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { useReloadWhile } from '../../dashboard/screens/use-reload-while.ts'
import { type ListedDelivery, type ListedWebhook, listDeliveries, replayFailed } from '../contract.ts'
import { Delivery } from './delivery.tsx'

const states: [string, string][] = [
  ['', 'All'],
  ['delivered', 'Delivered'],
  ['waiting', 'Waiting'],
  ['failed', 'Given up'],
]

const againAfterMs = 2000
/** What is not tried for longer than this is not waited for on the page. */
const soonMs = 60_000

type Given = {
  webhook: ListedWebhook
  /** How often anything was changed: each time they are read anew. */
  changes: number
  changed: () => void
}

/** What was and is to be delivered, newest first. */
export function Deliveries({ webhook, changes, changed }: Given) {
  const [state, setState] = useState('')
  const [before, setBefore] = useState<string[]>([])
  const [said, setSaid] = useState('')
  const again = () => {
    setBefore([])
    changed()
  }
  const replay = async () => {
    const said = await call(replayFailed, { params: { id: webhook.id }, body: {} }).then(
      ({ deliveries }) => `Queued again: ${deliveries}.`,
      (error: Error) => error.message,
    )
    setSaid(said)
    again()
  }
  const narrow = (state: string) => {
    setState(state)
    setBefore([])
  }
  return (
    <>
      <div class="toolbar">
        <h3>Deliveries</h3>
        <label>
          Show
          <select value={state} onChange={(event) => narrow(event.currentTarget.value)}>
            {states.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <span role="status">{said}</span>
        <span class="actions">
          <button type="button" onClick={again}>
            Refresh
          </button>
          {webhook.failed > 0 && (
            <button type="button" onClick={() => void replay()}>
              Deliver again what was given up ({webhook.failed})
            </button>
          )}
        </span>
      </div>
      {[undefined, ...before].map((from, index) => (
        <Page
          key={`${state} ${from}`}
          webhook={webhook}
          state={state}
          before={from}
          changes={changes}
          changed={changed}
          more={index === before.length ? (next) => setBefore([...before, next]) : undefined}
        />
      ))}
    </>
  )
}

type PageGiven = {
  webhook: ListedWebhook
  state: string
  before: string | undefined
  changes: number
  changed: () => void
  more: ((next: string) => void) | undefined
}

function Page({ webhook, state, before, changes, changed, more }: PageGiven) {
  const { fetched, reload } = useFetched((signal) => {
    const query = { ...(state && { state }), ...(before && { before }) }
    return call(listDeliveries, { params: { id: webhook.id }, query, signal })
  }, `${webhook.id} ${state} ${before} ${changes}`)
  const isMoving = webhook.enabled && fetched.at === 'here' && fetched.data.deliveries.some(isSoon)
  useReloadWhile(isMoving, changed, againAfterMs)
  return (
    <States
      fetched={fetched}
      reload={reload}
      isEmpty={({ deliveries }) => deliveries.length === 0}
      empty={<p>Nothing yet. What happens from now on is told within a second or two.</p>}
    >
      {({ deliveries, next }) => (
        <>
          <ul class="deliveries">
            {deliveries.map((delivery) => (
              <Delivery key={delivery.id} delivery={delivery} changed={changed} />
            ))}
          </ul>
          {next && more && (
            <button type="button" onClick={() => more(next)}>
              Show older
            </button>
          )}
        </>
      )}
    </States>
  )
}

const isSoon = ({ state, dueAt }: ListedDelivery) =>
  state === 'waiting' && dueAt !== null && Date.parse(dueAt) < Date.now() + soonMs
