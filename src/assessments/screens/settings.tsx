import { useRef, useState } from 'preact/hooks'
import type { Static } from 'typebox'
import type { Me } from '../../accounts/contract.ts'
import { call, upload } from '../../dashboard/screens/call.ts'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { useSaved } from '../../dashboard/screens/use-saved.ts'
import { addPicture } from '../../pictures/contract.ts'
import { type EditAssessment, editAssessment, type WireAssessment } from '../contract.ts'

export type Assessment = Static<typeof WireAssessment>
type Words = Static<typeof EditAssessment>
type Given = { assessment: Assessment; me: Me; changed: (next: Assessment) => void }

const languages = { en: 'English', de: 'Deutsch', fr: 'Français', ar: 'العربية' }

/** Everything about an assessment but its questions; saved as it is changed. */
export function Settings({ assessment, me, changed }: Given) {
  const [shown, setShown] = useState<Words>(() => assessment as Words)
  const [wrong, setWrong] = useState<string>()
  const latest = useRef(assessment)
  const { saving, change } = useSaved<Words>(async (body) => {
    const { id, updatedAt: lastSeen } = latest.current
    latest.current = await call(editAssessment, { params: { id: String(id) }, body: { ...body, lastSeen } })
    changed(latest.current)
  })
  const set = (by: Words) => {
    setShown((before) => ({ ...before, ...by }))
    change(by)
  }
  const tick = (
    key: 'responseVisibility' | 'enableInclusiveHiring' | 'skipPracticeQuestion' | 'closed',
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
  const choosePicture = async (file: File | undefined) => {
    if (!file) return
    try {
      const { path } = await upload(addPicture, file)
      set({ companyBanner: path, enableBanner: true })
      setWrong(undefined)
    } catch (error) {
      setWrong((error as Error).message)
    }
  }
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
              {Object.entries(languages).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <div class="fields">
            <Moment label="Opens" epoch={shown.startsAt} set={(startsAt) => set({ startsAt })} />
            <Moment label="Closes" epoch={shown.expiresAt} set={(expiresAt) => set({ expiresAt })} />
          </div>
          {tick('closed', 'Closed now')}
          {tick('skipPracticeQuestion', 'No practice question')}
          {tick('responseVisibility', 'Candidates may watch their answers after submitting')}
        </section>
        <section class="panel">
          <h2>Fairness</h2>
          {tick('enableInclusiveHiring', 'Hide names from reviewers until a candidate is shortlisted')}
          <label>
            Pass from a score of
            <input
              type="number"
              min={0}
              max={100}
              value={shown.passThreshold ?? ''}
              onInput={({ currentTarget: { value, valueAsNumber } }) =>
                set({ passThreshold: value === '' ? null : valueAsNumber })
              }
            />
          </label>
        </section>
        <section class="panel">
          <h2>Branding</h2>
          {shown.companyBanner?.startsWith('/pictures/') && (
            <img class="banner" src={shown.companyBanner} alt="Banner" />
          )}
          <label>
            Banner (PNG, JPEG or WebP, up to 1 MB)
            <input
              type="file"
              accept="image/png,image/jpeg,image/webp"
              onChange={({ currentTarget }) => void choosePicture(currentTarget.files?.[0])}
            />
          </label>
          {wrong && <p role="alert">{wrong}</p>}
          <label class="tick">
            <input
              type="checkbox"
              checked={shown.enableBanner ?? false}
              onChange={(event) => set({ enableBanner: event.currentTarget.checked })}
            />
            Show the banner
          </label>
          <label>
            Text on the landing page (HTML)
            <textarea
              rows={6}
              value={shown.landingPageInfo ?? ''}
              onInput={(event) => set({ landingPageInfo: event.currentTarget.value })}
            />
          </label>
          <label>
            Text after submitting: what happens next (HTML)
            <textarea
              rows={4}
              value={shown.endText ?? ''}
              onInput={(event) => set({ endText: event.currentTarget.value })}
            />
          </label>
        </section>
      </fieldset>
    </form>
  )
}

/** In the recruiter's own time zone. */
function Moment({ label, epoch, set }: { label: string; epoch: Words['startsAt']; set: (epoch: string) => void }) {
  return (
    <label>
      {label}
      <input
        type="datetime-local"
        value={localOf(Number(epoch))}
        onChange={({ currentTarget: { value } }) => value && set(String(new Date(value).getTime()))}
      />
    </label>
  )
}

function localOf(ms: number): string {
  const here = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)
  return here.toISOString().slice(0, 16)
}
