import { call } from '../../dashboard/screens/call.ts'
import { LetterPreview } from '../../dashboard/screens/letter-preview.tsx'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { type PreviewedNotice, previewNotices } from '../contract.ts'

const titles: Record<PreviewedNotice['kind'], string> = {
  completed: 'An interview is handed in',
  requested: 'A candidate asks for something',
  digest: 'The morning’s digest',
  webhookDisabled: 'A webhook is switched off',
}

/** The letters one can get, whether or not they are wanted; shown anew with each `version`. */
export function NoticePreviews({ version }: { version: string }) {
  const { fetched, reload } = useFetched((signal) => call(previewNotices, { signal }), version)
  return (
    <section aria-label="Preview of letters to you">
      <h2>Preview of letters to you</h2>
      <States fetched={fetched} reload={reload}>
        {({ letters }) => (
          <div class="letters">
            {letters.map((letter) => (
              <LetterPreview
                key={letter.kind}
                title={titles[letter.kind]}
                readers="you"
                letter={letter}
                page={`/room/v1/account/notices/preview/${letter.kind}?${new URLSearchParams({ version: letter.language })}`}
              />
            ))}
          </div>
        )}
      </States>
    </section>
  )
}
