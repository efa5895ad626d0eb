import { useEffect, useState } from 'preact/hooks'
import type { Interview, Question, Receipt } from '../contract.ts'
import type { HeldAnswer } from '../recorder/shelf.ts'
import { type Sitting, startSitting } from '../recorder/sitting.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { Check } from './check.tsx'
import { ownTime } from './clock.ts'
import { Consent } from './consent.tsx'
import { Done } from './done.tsx'
import { Elsewhere, isSuited } from './elsewhere.tsx'
import { Landing } from './landing.tsx'
import { Speak, useLanguage } from './language.tsx'
import { Notice } from './notice.tsx'
import { Practice } from './practice.tsx'
import { isFilmed, stepOf, wantsPractice } from './progress.ts'
import { QuestionScreen } from './question.tsx'
import { Review } from './review.tsx'
import { useHere } from './use-here.ts'
import { type Change, type Found, saidIn, useInterview } from './use-interview.ts'
import { useAskBeforeLeaving } from './while-recording.ts'

/** The whole room: which screen is up follows from the interview and from what was done on this page. */
export function Room({ token }: { token: string }) {
  const [upload, setUpload] = useState<UploadState>()
  const [sitting, setSitting] = useState<Sitting>()
  useEffect(() => void startSitting(token, setUpload).then(setSitting), [token])
  useAskBeforeLeaving((upload?.partsLeft ?? 0) > 0 && upload?.at !== 'refused')
  const { found, change } = useInterview(sitting)
  return (
    <Speak suggested={found.at === 'here' ? found.interview.language : undefined}>
      {sitting && found.at === 'here' ? (
        <Screen sitting={sitting} upload={upload} interview={found.interview} change={change} />
      ) : (
        <NotHere at={found.at} />
      )}
    </Speak>
  )
}

function NotHere({ at }: { at: Found['at'] }) {
  const { words } = useLanguage()
  if (at === 'offline') return <Notice heading={words.offlineHeading} children={words.offline} />
  if (at === 'unknown') return <Notice heading={words.unknownHeading} children={words.unknown} />
  return <Notice heading={words.loading} children={null} />
}

type Given = {
  sitting: Sitting
  upload: UploadState | undefined
  interview: Interview
  change: (by: Change) => void
}

function Screen({ sitting, upload, interview, change }: Given) {
  const { language, words } = useLanguage()
  const { here, start, check, practise, pass: passQuestion, stayAt } = useHere(sitting.room)
  const [staying, setStaying] = useState(false)
  const [kept, setKept] = useState<ReadonlyMap<number, string>>(new Map())
  const { companyName: company } = interview
  const step = stepOf(interview, { ...here, now: Date.now() })

  const agree = async (textVersion: string) => {
    const { status } = await sitting.api.consent(textVersion).catch(() => ({ status: 0 }))
    if (status === 200) change({ consentedAt: new Date().toISOString() })
    return status === 200
  }
  const keep = async (questionId: number, takeId: string) => {
    await sitting.shelf.choose(questionId, takeId)
    sitting.uploader.more()
    setKept(new Map(kept).set(questionId, takeId))
  }
  const answer = async (questionId: number, said: Pick<HeldAnswer, 'written' | 'file'>) => {
    stayAt(questionId)
    await sitting.shelf.answer(questionId, said)
    sitting.uploader.more()
    const changed = (each: Question) => (each.questionId === questionId ? { ...each, ...saidIn(said) } : each)
    change(({ questions }) => ({ questions: questions.map(changed) }))
  }
  const pass = (questionId: number) => {
    passQuestion(questionId)
    change(({ questions }) => ({ questions: questions.map((each) => withKept(each, kept)) }))
  }
  const submit = async (): Promise<Receipt | undefined> => {
    const { status, body } = await sitting.api.submit().catch(() => ({ status: 0, body: undefined }))
    return status === 200 ? (body as Receipt) : undefined
  }
  const withdraw = async () => {
    const { status } = await sitting.api.withdraw().catch(() => ({ status: 0 }))
    if (status !== 200) return false
    await sitting.shelf.clear()
    change({ status: 'Withdrawn' })
    return true
  }
  const submitFirst = async () => {
    const receipt = await submit()
    if (receipt) change({ submittedAt: receipt.submittedAt })
    return receipt !== undefined
  }

  switch (step.at) {
    case 'landing':
      if (!staying && !isSuited()) return <Elsewhere company={company} stay={() => setStaying(true)} />
      return <Landing interview={interview} start={start} withdraw={withdraw} />
    case 'consent':
      return <Consent company={company} agree={agree} />
    case 'check':
      return (
        <Check
          {...{ company, sitting, withPicture: isFilmed(interview), done: check }}
          skipPractice={wantsPractice(interview) ? () => [check(), practise()] : undefined}
        />
      )
    case 'practice':
      return <Practice interview={interview} done={practise} />
    case 'question': {
      const { questionId } = step.question
      const { timeMultiplier } = interview
      return (
        <QuestionScreen
          key={questionId}
          {...{ company, upload, timeMultiplier, ...step }}
          desk={sitting}
          keep={(takeId) => keep(questionId, takeId)}
          answer={(said) => answer(questionId, said)}
          next={() => pass(questionId)}
        />
      )
    }
    case 'review':
      return <Review {...{ interview, upload, stayAt }} submit={submitFirst} />
    case 'done':
      return <Done interview={interview} submit={submit} watch={sitting.watch} withdraw={withdraw} />
    case 'early': {
      const early = words.early(ownTime(interview.startsAt, language))
      return <Notice company={company} heading={words.earlyHeading} children={early} />
    }
    case 'expired':
      return <Notice company={company} heading={words.expiredHeading} children={words.expired(company)} />
    case 'withdrawn':
      return <Notice company={company} heading={words.withdrawnHeading} children={words.withdrawn(company)} />
  }
}

function withKept(question: Question, kept: ReadonlyMap<number, string>): Question {
  return { ...question, answeredTakeId: kept.get(question.questionId) ?? question.answeredTakeId }
}
