import type { Interview } from '../contract.ts'
import { Ask, type AskFor } from './ask.tsx'
import { ownTime } from './clock.ts'
import { Frame } from './frame.tsx'
import { useLanguage } from './language.tsx'
import { Heading } from './notice.tsx'
import { answeredCount, isFilmed } from './progress.ts'
import { Rich } from './rich.tsx'
import type { Language } from './spoken.ts'
import { Withdraw } from './withdraw.tsx'
import type { Words } from './words/en.ts'

type Given = { interview: Interview; start: () => void; ask: AskFor; withdraw: () => Promise<boolean> }

export function Landing({ interview, start, ask, withdraw }: Given) {
  const { language, words } = useLanguage()
  const { companyName, assessmentName, bannerUrl, landingPageInfo, questions } = interview
  const answered = answeredCount(interview)
  return (
    <Frame company={companyName}>
      <section class="card">
        {bannerUrl && <img class="banner" src={bannerUrl} alt={companyName} />}
        <Heading>{assessmentName}</Heading>
        {answered > 0 && <p class="badge">{words.done(answered, questions.length)}</p>}
        {landingPageInfo && <Rich html={landingPageInfo} />}
        <ul class="facts">
          {factsOf(interview, words, language).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <button type="button" class="primary" onClick={start}>
          {words.start}
        </button>
      </section>
      <Ask interview={interview} kind="time" ask={ask} />
      <Withdraw company={companyName} withdraw={withdraw} />
    </Frame>
  )
}

function factsOf(interview: Interview, words: Words, language: Language): string[] {
  const { questions, expiresAt, timeMultiplier } = interview
  const seconds = questions.reduce((sum, question) => sum + question.prepSeconds + question.maxAnswerSeconds, 0)
  const retakes = Math.min(...questions.map((question) => question.maxRetakes))
  const hasRetakes = Number.isFinite(retakes) && retakes > 0
  return [
    `${words.questions(questions.length)}, ${words.minutes(Math.max(Math.ceil(seconds / 60), 1))}`,
    ...(timeMultiplier > 1 ? [words.extraTime(factorOf(timeMultiplier, language))] : []),
    hasRetakes ? words.retakes.some(retakes) : words.retakes.none,
    isFilmed(interview) ? words.needs : words.needsSound,
    words.pause,
    words.until(ownTime(expiresAt, language)),
  ]
}

/** 1.5, or 1,5 where that is how it is written. */
export const factorOf = (timeMultiplier: number, language: Language) =>
  timeMultiplier.toLocaleString(`${language}-u-nu-latn`)
