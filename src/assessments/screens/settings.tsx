import type { Me } from '../../accounts/contract.ts'
import { LanguageOptions } from '../../dashboard/screens/language-options.tsx'
import { MomentField } from '../../dashboard/screens/moment-field.tsx'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { DrawFields } from './draw-fields.tsx'
import { Retention } from './retention.tsx'
import { type Assessment, useSavedAssessment } from './use-saved-assessment.ts'

type Given = { assessment: Assessment; me: Me; changed: (next: Assessment) => void }

/** How an assessment goes; saved as it is changed. */
export function Settings({ assessment, me, changed }: Given) {
  const { shown, saving, set, setNow } = useSavedAssessment(assessment, changed)
  const tick = (
    key:
      | 'responseVisibility'
      | 'enableInclusiveHiring'
      | 'reviewBySound'
      | 'skipPracticeQuestion'
      | 'allowSoundOnly'
      | 'closed'
      | 'archived',
    label: string,
  ) => (
    <label class="tick">
      <input
        type="checkbox"
        checked={shown[key] ?? false}
        onChange={(event) => set({ [key]: event.currentTarget.checked })}
      />
      {label}
    </label>
  )
  const opens = Number(shown.startsAt)
  const closes = Number(shown.expiresAt)
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <Saved saving={saving} />
      <fieldset disabled={me.role === 'reviewer'}>
        <section class="panel">
          <h2>Interview</h2>
          <label>
            Name
            <input
              value={shown.groupName}
              onInput={({ currentTarget: { value } }) => value.trim() && set({ groupName: value })}
            />
          </label>
          <label>
            Language of the candidates
            <select value={shown.language} onChange={(event) => set({ language: event.currentTarget.value })}>
              <LanguageOptions />
            </select>
          </label>
          <div class="fields">
            <MomentField
              label="Opens"
              at={opens}
              set={(at) => set({ startsAt: String(at) })}
              faultOf={(at) => (at >= closes ? 'It must open before it closes. This is not saved.' : undefined)}
            />
            <MomentField
              label="Closes"
              at={closes}
              set={(at) => set({ expiresAt: String(at) })}
              faultOf={(at) => (at <= opens ? 'It must close after it opens. This is not saved.' : undefined)}
            />
          </div>
          {tick('closed', 'Closed now')}
          {tick('archived', 'Archived: kept, but out of the way')}
          {tick('skipPracticeQuestion', 'No practice question')}
          {tick('allowSoundOnly', 'Candidates without a camera may answer with their voice alone')}
          {tick('responseVisibility', 'Candidates may watch their answers after submitting')}
        </section>
        <section class="panel">
          <h2>Which questions are asked</h2>
          <DrawFields id={String(assessment.id)} shown={shown} set={set} />
        </section>
        <section class="panel">
          <h2>Fairness</h2>
          {tick('enableInclusiveHiring', 'Hide names from reviewers until a candidate is shortlisted')}
          {tick('reviewBySound', 'Reviewers only hear the answers until a candidate is shortlisted')}
          <label>
            Pass from (up to 5: a mean mark; above: of 100)
            <input
              type="number"
              min={0}
              max={100}
              step="any"
              value={shown.passThreshold ?? ''}
              onInput={({ currentTarget: { value, valueAsNumber } }) =>
                set({ passThreshold: value === '' ? null : valueAsNumber })
              }
            />
          </label>
        </section>
        <Retention days={shown.retentionDays ?? null} save={(retentionDays) => setNow({ retentionDays })} />
      </fieldset>
    </form>
  )
}
