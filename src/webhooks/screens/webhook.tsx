import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { addressOf, go } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { momentOf } from '../../dashboard/screens/when.ts'
import {
  editWebhook,
  getWebhook,
  type ListedWebhook,
  removeWebhook,
  rotateWebhookSecret,
  testWebhook,
  type WholeDelivery,
} from '../contract.ts'
import { Deliveries } from './deliveries.tsx'
import { NewSecret } from './new-secret.tsx'
import { nameOf, StatePill } from './state-pill.tsx'
import { Tried } from './tried.tsx'
import { WebhookForm } from './webhook-form.tsx'

/** One webhook: how it is with it, and what was sent. */
export function OnePage({ id }: { id: string }) {
  const { fetched, reload } = useFetched((signal) => call(getWebhook, { params: { id }, signal }), id)
  return (
    <section>
      <nav class="crumbs" aria-label="Where you are">
        <a href={addressOf({ at: 'settings', tab: 'webhooks' })}>All webhooks</a>
      </nav>
      <States fetched={fetched} reload={reload}>
        {(webhook) => <One webhook={webhook} reload={reload} />}
      </States>
    </section>
  )
}

const nothing = () => undefined

type Asking = 'edit' | 'rotate' | 'remove'

function One({ webhook, reload }: { webhook: ListedWebhook; reload: () => void }) {
  const [asking, setAsking] = useState<Asking>()
  const [secret, setSecret] = useState<string>()
  const [changes, setChanges] = useState(0)
  const [trial, setTrial] = useState<WholeDelivery | 'running' | Error>()
  const [wrong, setWrong] = useState<string>()
  const params = { id: webhook.id }
  const changed = () => {
    setChanges((before) => before + 1)
    reload()
  }
  const test = async () => {
    setTrial('running')
    setTrial(await call(testWebhook, { params }).catch((error: Error) => error))
    changed()
  }
  const turn = async (enabled: boolean) => {
    setWrong(await call(editWebhook, { params, body: { enabled } }).then(nothing, (error: Error) => error.message))
    changed()
  }
  return (
    <>
      <header class="page-head">
        <h2>{nameOf(webhook)}</h2>
        <StatePill webhook={webhook} />
        <span class="actions">
          <button type="button" class="primary" disabled={trial === 'running'} onClick={() => void test()}>
            Send a test
          </button>
          <button type="button" onClick={() => void turn(!webhook.enabled)}>
            {webhook.enabled ? 'Switch off' : 'Switch on'}
          </button>
          <button type="button" onClick={() => setAsking('edit')}>
            Edit
          </button>
          <button type="button" onClick={() => setAsking('rotate')}>
            New secret
          </button>
          <button type="button" onClick={() => setAsking('remove')}>
            Remove
          </button>
        </span>
      </header>
      {wrong && <p role="alert">{wrong}</p>}
      <State webhook={webhook} />
      {secret && <NewSecret secret={secret} />}
      {trial && <Trial trial={trial} />}
      <Deliveries webhook={webhook} changes={changes} changed={changed} />
      {asking && (
        <Ask
          asking={asking}
          webhook={webhook}
          close={() => setAsking(undefined)}
          done={(secret) => {
            setSecret(secret)
            changed()
          }}
        />
      )}
    </>
  )
}

function State({ webhook }: { webhook: ListedWebhook }) {
  const { url, types, enabled, disabledBecause, failingSince, formerSecretUntil, waiting } = webhook
  return (
    <div class="panel webhook-state">
      <p class="receiver">
        {url} <span class="hint">is told of {types ? types.join(', ') : 'everything'}</span>
      </p>
      {!enabled && disabledBecause && (
        <p role="alert">
          This webhook switched itself off. {disabledBecause}. Put the receiver right, send a test, and switch it on
          again: it is then told what it missed in the last 30 days.
        </p>
      )}
      {enabled && failingSince && (
        <p class="warn" role="status">
          Nothing was received since {momentOf(failingSince)}. {waiting} deliveries wait and are tried again by
          themselves.
        </p>
      )}
      {formerSecretUntil && Date.parse(formerSecretUntil) > Date.now() && (
        <p class="hint">Until {momentOf(formerSecretUntil)} the former secret signs too.</p>
      )}
    </div>
  )
}

function Trial({ trial }: { trial: WholeDelivery | 'running' | Error }) {
  if (trial === 'running') return <p role="status">Sending…</p>
  if (trial instanceof Error) return <p role="alert">{trial.message}</p>
  return (
    <div class="panel" role="status">
      <p>
        {trial.state === 'delivered'
          ? 'The test was received.'
          : 'The test was not received: the receiver must answer with a status from 200 to 299.'}
      </p>
      <Tried tried={trial.tried} />
    </div>
  )
}

type AskGiven = {
  asking: Asking
  webhook: ListedWebhook
  close: () => void
  done: (secret?: string) => void
}

function Ask({ asking, webhook, close, done }: AskGiven) {
  const params = { id: webhook.id }
  if (asking === 'edit') {
    const act = async (body: object) => {
      await call(editWebhook, { params, body })
      done()
    }
    return <WebhookForm title={`Edit ${nameOf(webhook)}`} submit="Save" before={webhook} close={close} act={act} />
  }
  if (asking === 'rotate') {
    const act = async () => done((await call(rotateWebhookSecret, { params })).secret)
    return (
      <FormDialog title="Give it a new secret?" submit="New secret" close={close} act={act}>
        <p>
          For 24 hours everything is signed with both, so that the receiver can change over without missing anything.
        </p>
        {webhook.formerSecretUntil !== null && Date.parse(webhook.formerSecretUntil) > Date.now() && (
          <p class="warn">There was a new one less than 24 hours ago already: the one before that ends at once.</p>
        )}
      </FormDialog>
    )
  }
  const act = async () => {
    await call(removeWebhook, { params })
    go({ at: 'settings', tab: 'webhooks' })
  }
  return (
    <FormDialog title={`Remove ${nameOf(webhook)}?`} submit="Remove" close={close} act={act}>
      <p>Its log goes with it, and so does what was still to be delivered ({webhook.waiting}).</p>
    </FormDialog>
  )
}
