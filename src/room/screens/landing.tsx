import type { Language } from '../../lib/languages.ts'
import type { Interview } from '../contract.ts'
import { Ask, type AskFor } from './ask.tsx'
import { ownTime } from './clock.ts'
import { Frame } from './frame.tsx'
import { useLanguage } from './language.tsx'
import { Heading } from './notice.tsx'
import { answeredCount, isFilmed, isRecorded } from './progress.ts'
import { Rich } from './rich.tsx'
import { Withdraw } from './withdraw.tsx'
import type { Words } from './words/en.ts'

type Given = { interview: Interview; start: () => void; ask: AskFor; withdraw: () => Promise<boolean> }

export function Landing({ interview, start, ask, withdraw }: Given) {
  const { language, words } = useLanguage()
  const { companyName, assessmentName, bannerUrl, landingPageInfo, questions, reopenedAt } = interview
  const answered = answeredCount(interview)
  return (
    <Frame company={companyName}>
      <section class="card">
        {bannerUrl && <img class="banner" src={bannerUrl} alt={companyName} />}
        <Heading>{assessmentName}</Heading>
        {reopenedAt !== null && (
          <>
            <p class="badge">{words.again(questions.length)}</p>
            <p>{words.againMeans(companyName)}</p>
          </>
        )}
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
  return [
    [words.questions(questions.length), ...lengthOf(interview, words)].join(' · '),
    ...(timeMultiplier === 1 ? [] : [extraTimeOf(timeMultiplier, words, language)]),
    ...recordingOf(interview, words),
    words.pause,
    words.until(ownTime(expiresAt, language)),
  ]
}

/** Nothing where nothing is recorded. */
function recordingOf(interview: Interview, words: Words): string[] {
  const recorded = interview.questions.filter(isRecorded)
  if (recorded.length === 0) return []
  const retakes = Math.min(...recorded.map(({ maxRetakes }) => maxRetakes))
  return [
    retakes > 0 ? words.retakes.some(retakes) : words.retakes.none,
    isFilmed(interview) ? words.needs[interview.soundOnlyAllowed ? 'either' : 'video'] : words.needs.audio,
  ]
}

/** For those with a limit of time alone: nobody knows how long the others take. */
function lengthOf({ questions, timeMultiplier }: Interview, words: Words): string[] {
  if (timeMultiplier === null) return []
  const seconds = questions.reduce(
    (sum, { prepSeconds, maxAnswerSeconds }) => sum + prepSeconds + (maxAnswerSeconds ?? 0),
    0,
  )
  return [words.minutes(Math.max(Math.ceil(seconds / 60), 1))]
}

/** The factor is 1.5, or 1,5 where that is how it is written. */
export const extraTimeOf = (timeMultiplier: number | null, words: Words, language: Language) =>
  timeMultiplier === null ? words.untimed : words.extraTime(timeMultiplier.toLocaleString(`${language}-u-nu-latn`))
