import type { Interview } from '../contract.ts'
import { Frame } from './frame.tsx'
import { Heading } from './notice.tsx'
import { answeredCount } from './progress.ts'
import { ownTime, words } from './words.ts'

export function Landing({ interview, start }: { interview: Interview; start: () => void }) {
  const { companyName, assessmentName, landingPageInfo, questions } = interview
  const answered = answeredCount(interview)
  return (
    <Frame company={companyName}>
      <section class="card">
        <Heading>{assessmentName}</Heading>
        {landingPageInfo && <p class="lead">{landingPageInfo}</p>}
        <ul class="facts">
          {factsOf(interview).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        {answered > 0 && <p class="resume">{words.done(answered, questions.length)}</p>}
        <button type="button" class="primary" onClick={start}>
          {words.start}
        </button>
      </section>
    </Frame>
  )
}

function factsOf({ questions, expiresAt }: Interview): string[] {
  const seconds = questions.reduce((sum, question) => sum + question.prepSeconds + question.maxAnswerSeconds, 0)
  const retakes = Math.min(...questions.map((question) => question.maxRetakes))
  return [
    `${words.questions(questions.length)}, ${words.minutes(Math.max(Math.ceil(seconds / 60), 1))}`,
    words.retakes(Number.isFinite(retakes) ? retakes : 0),
    words.needs,
    words.pause,
    words.until(ownTime(expiresAt)),
  ]
}
