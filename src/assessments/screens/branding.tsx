import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { upload } from '../../dashboard/screens/call.ts'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { addPicture } from '../../pictures/contract.ts'
import { Rich } from '../../room/screens/rich.tsx'
import { AccentField } from './accent-field.tsx'
import { type Assessment, useSavedAssessment } from './use-saved-assessment.ts'

type Given = { assessment: Assessment; me: Me; changed: (next: Assessment) => void }

/**
 * What the room looks like and says; saved as it is changed. Beside it stands what the server made of the words, which
 * is what a candidate reads: here, too, nothing becomes markup before the server has been through it.
 */
export function Branding({ assessment, me, changed }: Given) {
  const { shown, saving, set } = useSavedAssessment(assessment, changed)
  const [wrong, setWrong] = useState<string>()
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
  const text = (label: string, key: 'landingPageInfo' | 'endText', hint: string) => (
    <div class="beside">
      <div>
        <label>
          {label}
          <textarea
            rows={8}
            aria-describedby={`${key}-hint`}
            value={shown[key] ?? ''}
            onInput={(event) => set({ [key]: event.currentTarget.value || null })}
          />
        </label>
        <p class="hint" id={`${key}-hint`}>
          {hint}
        </p>
      </div>
      <section aria-label={`${label}, as it is shown`} class="shown">
        {assessment[key] ? <Rich html={assessment[key]} /> : <p class="hint">Nothing is shown.</p>}
      </section>
    </div>
  )
  const hasBanner = shown.companyBanner?.startsWith('/pictures/')
  return (
    <form class="settings branding" onSubmit={(event) => event.preventDefault()}>
      <Saved saving={saving} />
      <fieldset disabled={me.role === 'reviewer'}>
        <section class="panel">
          <h2>Banner</h2>
          {hasBanner && <img class="banner" src={shown.companyBanner ?? ''} alt="The banner" />}
          <label>
            Picture (PNG, JPEG or WebP, up to 1 MB)
            <input
              type="file"
              accept="image/png,image/jpeg,image/webp"
              onChange={({ currentTarget }) => void choosePicture(currentTarget.files?.[0])}
            />
          </label>
          {wrong && <p role="alert">{wrong}</p>}
          {hasBanner && (
            <label class="tick">
              <input
                type="checkbox"
                checked={shown.enableBanner ?? false}
                onChange={(event) => set({ enableBanner: event.currentTarget.checked })}
              />
              Show it on the landing page
            </label>
          )}
        </section>
        <section class="panel">
          <h2>Colour</h2>
          <AccentField accent={shown.accentColor ?? null} set={(accentColor) => set({ accentColor })} />
        </section>
        <section class="panel">
          <h2>Words</h2>
          {text(
            'On the landing page',
            'landingPageInfo',
            'Words, or HTML: paragraphs, lists, links, bold. What runs, loads or hides is taken out.',
          )}
          {text('After submitting: what happens next', 'endText', 'When they will hear from you, and how.')}
        </section>
      </fieldset>
    </form>
  )
}
