import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { createWebhook, type ListedWebhook, listWebhooks } from '../contract.ts'
import { NewSecret } from './new-secret.tsx'
import { nameOf, StatePill } from './state-pill.tsx'
import { OnePage } from './webhook.tsx'
import { WebhookForm } from './webhook-form.tsx'
import './webhooks.css'

/** Where other programs are told what happens: all of them, or one with its deliveries. */
export function Webhooks({ id }: { id: string | undefined }) {
  return id ? <OnePage key={id} id={id} /> : <All />
}

function All() {
  const { fetched, reload } = useFetched((signal) => call(listWebhooks, { signal }), 'webhooks')
  const [isMaking, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  return (
    <section>
      <div class="toolbar">
        <span class="hint">
          Another program, such as an ATS, is told what happens, signed by{' '}
          <a href="https://www.standardwebhooks.com">Standard Webhooks</a>.{' '}
          <a href="/docs#what-webhooks-are-sent">What it is sent</a>
        </span>
        <span class="actions">
          <button type="button" class="primary" onClick={() => setMaking(true)}>
            New webhook
          </button>
        </span>
      </div>
      {secret && <NewSecret secret={secret} />}
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={(webhooks) => webhooks.length === 0}
        empty={<p>There is no webhook yet. Make one, and your ATS hears of every finished interview by itself.</p>}
      >
        {(webhooks) => <Table webhooks={webhooks} />}
      </States>
      {isMaking && (
        <WebhookForm
          title="New webhook"
          submit="Make webhook"
          close={() => setMaking(false)}
          act={async (body) => {
            setSecret((await call(createWebhook, { body })).secret)
            reload()
          }}
        />
      )}
    </section>
  )
}

function Table({ webhooks }: { webhooks: ListedWebhook[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label="Webhooks">
      <table>
        <thead>
          <tr>
            <th scope="col">Receiver</th>
            <th scope="col">State</th>
            <th scope="col">Is told of</th>
            <th scope="col" class="number">
              Waiting
            </th>
            <th scope="col" class="number">
              Given up
            </th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <th scope="row">
                <a href={addressOf({ at: 'settings', tab: 'webhooks', id: webhook.id })}>{nameOf(webhook)}</a>
                {webhook.name && <span class="hint receiver">{webhook.url}</span>}
              </th>
              <td>
                <StatePill webhook={webhook} />
              </td>
              <td>{webhook.types ? counted(webhook.types.length, 'event') : 'Everything'}</td>
              <td class="number">{webhook.waiting}</td>
              <td class="number">{webhook.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
