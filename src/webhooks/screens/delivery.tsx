import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { momentOf } from '../../dashboard/screens/when.ts'
import { getDelivery, type ListedDelivery, replayDelivery } from '../contract.ts'
import { Tried } from './tried.tsx'

/** One delivery in a line; opened, what was sent and every attempt. */
export function Delivery({ delivery, changed }: { delivery: ListedDelivery; changed: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const { type, createdAt } = delivery
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <time dateTime={createdAt}>{momentOf(createdAt)}</time>
          <code>{type}</code>
          <Outcome delivery={delivery} />
        </summary>
        {isOpen && <Whole delivery={delivery} changed={changed} />}
      </details>
    </li>
  )
}

function Outcome({ delivery }: { delivery: ListedDelivery }) {
  const { state, attempts, lastStatus, lastError, dueAt } = delivery
  const tried = attempts > 1 ? ` after ${counted(attempts, 'attempt')}` : ''
  if (state === 'delivered') return <span class="pill pill-completed">Delivered{tried}</span>
  const last = lastError ?? (lastStatus === null ? '' : `answered ${lastStatus}`)
  if (state === 'failed') return <span class="pill pill-flag">Given up{tried}</span>
  return (
    <span class="pill pill-early">
      {attempts === 0 ? 'Waiting' : `Waiting: ${last}, again ${dueAt ? momentOf(dueAt) : ''}`}
    </span>
  )
}

function Whole({ delivery, changed }: { delivery: ListedDelivery; changed: () => void }) {
  const { id, type, attempts } = delivery
  const { fetched, reload } = useFetched((signal) => call(getDelivery, { params: { id }, signal }), `${id} ${attempts}`)
  const [wrong, setWrong] = useState<string>()
  const replay = async () => {
    const error = await call(replayDelivery, { params: { id }, body: {} }).then(
      () => undefined,
      (error: Error) => error.message,
    )
    setWrong(error)
    if (!error) changed()
  }
  return (
    <States fetched={fetched} reload={reload}>
      {({ payload, tried }) => (
        <div class="whole-delivery">
          <p class="hint">
            webhook-id: <code>{id}</code>
          </p>
          <pre>{JSON.stringify(JSON.parse(payload), null, 2)}</pre>
          <Tried tried={tried} />
          {type !== 'webhook.test' && (
            <button type="button" class="small" onClick={() => void replay()}>
              Deliver again
            </button>
          )}
          {wrong && <p role="alert">{wrong}</p>}
        </div>
      )}
    </States>
  )
}
