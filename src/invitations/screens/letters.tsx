import type { Me } from '../../accounts/contract.ts'
import { type Assessment, useSavedAssessment } from '../../assessments/screens/use-saved-assessment.ts'
import { call } from '../../dashboard/screens/call.ts'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { previewLetters } from '../contract.ts'
import { Letter } from './letter.tsx'

type Given = { assessment: Assessment; me: Me; changed: (next: Assessment) => void }

/** What candidates are written to, how often, and how it reads. */
export function Letters({ assessment, me, changed }: Given) {
  const { shown, saving, set } = useSavedAssessment(assessment, changed)
  const { fetched, reload } = useFetched(
    (signal) => call(previewLetters, { params: { id: String(assessment.id) }, signal }),
    `${assessment.id} ${assessment.updatedAt}`,
  )
  const remind = (isOn: boolean) =>
    set({
      enableReminder: isOn,
      ...(isOn && { reminderInterval: shown.reminderInterval ?? 2, maxReminders: shown.maxReminders ?? 2 }),
    })
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <Saved saving={saving} />
      <fieldset disabled={me.role === 'reviewer'}>
        <section class="panel">
          <h2>Reminders</h2>
          <label class="tick">
            <input
              type="checkbox"
              checked={shown.enableReminder ?? false}
              onChange={(event) => remind(event.currentTarget.checked)}
            />
            Remind those who have not handed in
          </label>
          {shown.enableReminder && (
            <div class="fields">
              <Count
                label="Every so many days"
                value={shown.reminderInterval}
                set={(n) => set({ reminderInterval: n })}
              />
              <Count label="At most so many times" value={shown.maxReminders} set={(n) => set({ maxReminders: n })} />
            </div>
          )}
          <p class="hint">
            Reminders leave between nine and six where the candidate is. Nobody is reminded after the deadline, or once
            the assessment is closed.
          </p>
        </section>
        <section class="panel">
          <h2>Your own words</h2>
          <label>
            Subject of the invitation, instead of ours
            <input
              maxLength={200}
              value={shown.letterSubject ?? ''}
              onInput={(event) => set({ letterSubject: event.currentTarget.value || null })}
            />
          </label>
          <label>
            In the invitation and the reminders, after the first sentence
            <textarea
              rows={4}
              maxLength={5000}
              aria-describedby="placeholders"
              value={shown.letterText ?? ''}
              onInput={(event) => set({ letterText: event.currentTarget.value || null })}
            />
          </label>
          <p class="hint" id="placeholders">
            Filled in for each candidate, in both: <code>{'{company}'}</code>, <code>{'{assessment}'}</code>,{' '}
            <code>{'{deadline}'}</code>, <code>{'{minutes}'}</code>. An empty line begins a new paragraph.
          </p>
        </section>
      </fieldset>
      <section aria-label="How the letters read">
        <h2>How the letters read</h2>
        <p class="hint">
          Letters to you and your colleagues are shown under <a href="#/settings/account">Settings › Your account</a>.
        </p>
        <States fetched={fetched} reload={reload}>
          {({ letters }) => (
            <div class="letters">
              {letters.map((letter) => (
                <Letter key={letter.kind} letter={letter} id={assessment.id} version={assessment.updatedAt} />
              ))}
            </div>
          )}
        </States>
      </section>
    </form>
  )
}

type CountGiven = { label: string; value: string | number | null | undefined; set: (value: number) => void }

function Count({ label, value, set }: CountGiven) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={1}
        max={365}
        value={value ?? ''}
        onInput={({ currentTarget: { valueAsNumber } }) =>
          valueAsNumber >= 1 && valueAsNumber <= 365 && set(valueAsNumber)
        }
      />
    </label>
  )
}
