import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { type ListedWebhook, listDeliveries, replayFailed } from '../contract.ts'
import { Delivery } from './delivery.tsx'

const states: [string, string][] = [
  ['', 'All'],
  ['delivered', 'Delivered'],
  ['waiting', 'Waiting'],
  ['failed', 'Given up'],
]

/** What was and is to be delivered, newest first. */
export function Deliveries({ webhook }: { webhook: ListedWebhook }) {
  const [state, setState] = useState('')
  const [times, setTimes] = useState(0)
  const [before, setBefore] = useState<string[]>([])
  const [said, setSaid] = useState('')
  const again = () => {
    setBefore([])
    setTimes((times) => times + 1)
  }
  const replay = async () => {
    const { deliveries } = await call(replayFailed, { params: { id: webhook.id }, body: {} })
    setSaid(`Queued again: ${deliveries}.`)
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
          key={`${times} ${state} ${from}`}
          webhookId={webhook.id}
          state={state}
          before={from}
          more={index === before.length ? (next) => setBefore([...before, next]) : undefined}
        />
      ))}
    </>
  )
}

type PageGiven = {
  webhookId: string
  state: string
  before: string | undefined
  more: ((next: string) => void) | undefined
}

function Page({ webhookId, state, before, more }: PageGiven) {
  const { fetched, reload } = useFetched((signal) => {
    const query = { ...(state && { state }), ...(before && { before }) }
    return call(listDeliveries, { params: { id: webhookId }, query, signal })
  }, `${webhookId} ${state} ${before}`)
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
              <Delivery key={delivery.id} delivery={delivery} changed={reload} />
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
