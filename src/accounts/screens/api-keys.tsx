import { useRef, useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { dayOf, momentOf } from '../../dashboard/screens/when.ts'
import { createApiKey, type ListedKey, listApiKeys, revokeApiKey, rotateApiKey } from '../contract.ts'
import { CopiedText } from './copied-text.tsx'

type Asking = { what: 'revoke' | 'rotate'; key: ListedKey } | { what: 'create' }

/** The keys of programs. A key is shown once, when it is made. */
export function ApiKeys() {
  const { fetched, reload } = useFetched((signal) => call(listApiKeys, { signal }), 'keys')
  const [asking, setAsking] = useState<Asking>()
  const [made, setMade] = useState<string>()
  const table = useRef<HTMLElement>(null)
  /** A key that has ended has no buttons any more: the focus goes to the table they were in. */
  const closed = (isOver: boolean) => {
    setAsking(undefined)
    if (isOver) table.current?.focus()
  }
  return (
    <section>
      <div class="toolbar">
        <span class="hint">
          A program sends its key as x-api-key, and a token of a user with it. <a href="/docs">The API</a>
        </span>
        <span class="actions">
          <button type="button" class="primary" onClick={() => setAsking({ what: 'create' })}>
            New API key
          </button>
        </span>
      </div>
      {made && (
        <div class="panel handed">
          <CopiedText label="Your new key. It is shown this once: keep it where the program finds it" text={made} />
        </div>
      )}
      <States fetched={fetched} reload={reload}>
        {(keys) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          <section ref={table} class="scroll" tabIndex={0} aria-label="API keys">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Made</th>
                  <th scope="col">Last used</th>
                  <th scope="col">Change</th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => (
                  <tr key={key.id}>
                    <th scope="row">
                      {key.name} {key.revokedAt && <span class="pill">Revoked</span>}
                    </th>
                    <td>{dayOf(key.createdAt)}</td>
                    <td>{key.lastUsedAt ? `About ${momentOf(key.lastUsedAt)}` : 'Never'}</td>
                    <td>
                      {!key.revokedAt && (
                        <span class="actions">
                          <button
                            type="button"
                            class="small"
                            aria-label={`Rotate ${key.name}`}
                            onClick={() => setAsking({ what: 'rotate', key })}
                          >
                            Rotate
                          </button>
                          <button
                            type="button"
                            class="small"
                            aria-label={`Revoke ${key.name}`}
                            onClick={() => setAsking({ what: 'revoke', key })}
                          >
                            Revoke
                          </button>
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </States>
      {asking && (
        <Ask
          asking={asking}
          close={closed}
          done={(key) => {
            setMade(key)
            reload()
          }}
        />
      )}
    </section>
  )
}

function Ask({
  asking,
  close,
  done,
}: {
  asking: Asking
  close: (isOver: boolean) => void
  done: (key?: string) => void
}) {
  const [name, setName] = useState('')
  const isOver = useRef(false)
  if (asking.what === 'create') {
    const make = async () => done((await call(createApiKey, { body: { name } })).key)
    return (
      <FormDialog
        title="New API key"
        submit="Make key"
        close={() => close(false)}
        act={make}
        isReady={name.trim() !== ''}
      >
        <label>
          What is it for?
          <input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
      </FormDialog>
    )
  }
  const params = { id: asking.key.id }
  const act = async () => {
    const key = asking.what === 'rotate' ? (await call(rotateApiKey, { params })).key : undefined
    if (asking.what === 'revoke') await call(revokeApiKey, { params })
    isOver.current = true
    done(key)
  }
  const title = asking.what === 'rotate' ? `Rotate ${asking.key.name}?` : `Revoke ${asking.key.name}?`
  return (
    <FormDialog
      title={title}
      submit={asking.what === 'rotate' ? 'Rotate' : 'Revoke'}
      close={() => close(isOver.current)}
      act={act}
    >
      <p>
        Programs that use this key are refused from this moment on
        {asking.what === 'rotate' ? ', until they have the one that takes its place.' : ', for good.'}
      </p>
    </FormDialog>
  )
}
