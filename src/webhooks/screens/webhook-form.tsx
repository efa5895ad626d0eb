import { useState } from 'preact/hooks'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import type { ListedWebhook } from '../contract.ts'
import { type EventTypeName, eventTypes, typeNames } from '../event-types.ts'

export type Filled = { name: string; url: string; types: EventTypeName[] | null }

type Given = {
  title: string
  submit: string
  before?: ListedWebhook
  close: () => void
  act: (filled: Filled) => Promise<unknown>
}

/** Everything a webhook is told, by what it is about; a test is for whoever presses the button. */
const groups = Object.entries(
  Object.groupBy(
    typeNames.filter((type) => type !== 'webhook.test'),
    (type) => type.split('.')[0] ?? '',
  ),
)

/** Where it leads, what it is called, and what it is told of. */
export function WebhookForm({ before, close, act, title, submit }: Given) {
  const [filled, setFilled] = useState<Filled>({
    name: before?.name ?? '',
    url: before?.url ?? '',
    types: (before?.types as EventTypeName[] | null | undefined) ?? null,
  })
  const set = (by: Partial<Filled>) => setFilled((now) => ({ ...now, ...by }))
  const { name, url, types } = filled
  const isReady = url.trim() !== '' && types?.length !== 0
  return (
    <FormDialog title={title} submit={submit} close={close} act={() => act(filled)} isReady={isReady} isWide>
      <label>
        Address
        <input
          type="url"
          required
          maxLength={2000}
          placeholder="https://ats.example.com/greenroom"
          value={url}
          onInput={(event) => set({ url: event.currentTarget.value })}
        />
      </label>
      <label>
        Name (if you like)
        <input maxLength={200} value={name} onInput={(event) => set({ name: event.currentTarget.value })} />
      </label>
      <fieldset class="choice">
        <legend>Is told of</legend>
        <Choice
          label="Everything, also what is yet to come"
          isChosen={types === null}
          choose={() => set({ types: null })}
        />
        <Choice
          label="Only these"
          isChosen={types !== null}
          choose={() => set({ types: types ?? ['interview.completed'] })}
        />
      </fieldset>
      {types !== null && <Types chosen={types} change={(types) => set({ types })} />}
    </FormDialog>
  )
}

function Choice({ label, isChosen, choose }: { label: string; isChosen: boolean; choose: () => void }) {
  return (
    <label class="tick">
      <input type="radio" name="webhook-types" checked={isChosen} onChange={choose} />
      {label}
    </label>
  )
}

function Types({ chosen, change }: { chosen: EventTypeName[]; change: (types: EventTypeName[]) => void }) {
  const turn = (type: EventTypeName, isOn: boolean) =>
    change(isOn ? [...chosen, type] : chosen.filter((other) => other !== type))
  return (
    <div class="event-types">
      {groups.map(([about, types = []]) => (
        <fieldset key={about}>
          <legend>{about}</legend>
          {types.map((type) => (
            <label key={type} class="tick">
              <input
                type="checkbox"
                checked={chosen.includes(type)}
                onChange={(event) => turn(type, event.currentTarget.checked)}
              />
              <span>
                <code>{type}</code> <span class="hint">when {eventTypes[type].when}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  )
}
