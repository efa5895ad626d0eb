import { useState } from 'preact/hooks'
import type { Interview } from '../contract.ts'
import { Frame } from './frame.tsx'
import { useWords } from './language.tsx'
import { Heading, Notice } from './notice.tsx'

type Given = { interview: Interview; agree: (textVersion: string) => Promise<boolean> }

export function Consent({ interview, agree }: Given) {
  const { companyName: company, keptDays } = interview
  const words = useWords()
  const [agreed, setAgreed] = useState(false)
  const [declined, setDeclined] = useState(false)
  const [failed, setFailed] = useState(false)
  const kept = keptDays === null ? words.keptUntil(company) : words.keptFor(keptDays)
  const version = keptDays === null ? words.consentVersion : `${words.consentVersion}, ${keptDays} days`
  if (declined) return <Declined company={company} back={() => setDeclined(false)} />
  return (
    <Frame company={company}>
      <section class="card">
        <Heading>{words.consentHeading}</Heading>
        {words.consent(company, kept).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <label class="tick">
          <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
          <span>{words.agreeBox}</span>
        </label>
        {failed && <p role="alert">{words.offline}</p>}
        <div class="choices">
          <button type="button" onClick={() => setDeclined(true)}>
            {words.decline}
          </button>
          <button
            type="button"
            class="primary"
            disabled={!agreed}
            onClick={async () => setFailed(!(await agree(version)))}
          >
            {words.agree}
          </button>
        </div>
      </section>
    </Frame>
  )
}

function Declined({ company, back }: { company: string; back: () => void }) {
  const words = useWords()
  return (
    <Notice company={company} heading={words.declinedHeading}>
      <p>{words.declined(company)}</p>
      <button type="button" onClick={back}>
        {words.back}
      </button>
    </Notice>
  )
}
