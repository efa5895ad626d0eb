import { useEffect, useRef, useState } from 'preact/hooks'
import type { Interview, Question, Receipt } from '../contract.ts'
import type { HeldAnswer } from '../recorder/shelf.ts'
import { type Sitting, startSitting } from '../recorder/sitting.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { Ask, type Kind } from './ask.tsx'
import { Check } from './check.tsx'
import { ownTime } from './clock.ts'
import { Consent } from './consent.tsx'
import { Done } from './done.tsx'
import { Elsewhere, isSuited } from './elsewhere.tsx'
import { Landing } from './landing.tsx'
import { Speak, useLanguage } from './language.tsx'
import { Notice } from './notice.tsx'
import { Practice } from './practice.tsx'
import { isFilmed, stepOf, wantsPractice, withoutPicture } from './progress.ts'
import { QuestionScreen } from './question.tsx'
import { Review } from './review.tsx'
import { useAccent } from './use-accent.ts'
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
  useAccent(found.at === 'here' ? found.interview.accentColor : null)
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

/** After some questions were answered again, the receipt is of all of them. */
async function wholeOf({ api }: Sitting): Promise<Partial<Interview>> {
  const { status, body } = await api.interview().catch(() => ({ status: 0, body: undefined }))
  return status === 200 ? (body as Interview) : {}
}

type Given = {
  sitting: Sitting
  upload: UploadState | undefined
  interview: Interview
  change: (by: Change) => void
}

function Screen({ sitting, upload, interview: whole, change }: Given) {
  const { language, wanted, words } = useLanguage()
  const begun = useRef(false)
  begun.current ||= language === wanted
  const { here, wantsSound, goBySound, start, check, practise, pass, stayAt, stayUnlessPassed } = useHere(sitting.room)
  const [staying, setStaying] = useState(false)
  const isBySound = whole.soundOnlyAllowed && wantsSound
  const interview = isBySound ? withoutPicture(whole) : whole
  const bySound = whole.soundOnlyAllowed && !isBySound ? () => goBySound(true) : undefined
  const { companyName: company } = interview
  const step = stepOf(interview, { ...here, now: Date.now() })

  const agree = async (textVersion: string) => {
    const { status } = await sitting.api.consent(textVersion).catch(() => ({ status: 0 }))
    if (status === 200) change({ consentedAt: new Date().toISOString() })
    return status === 200
  }
  /** They stay where they are until they go on: having an answer does not take them away from its question. */
  const changeQuestion = (questionId: number, by: Partial<Question>) => {
    stayUnlessPassed(questionId)
    const changed = (each: Question) => (each.questionId === questionId ? { ...each, ...by } : each)
    change(({ questions }) => ({ questions: questions.map(changed) }))
  }
  const keep = async (questionId: number, takeId: string) => {
    await sitting.shelf.choose(questionId, takeId)
    sitting.uploader.more()
    changeQuestion(questionId, { answeredTakeId: takeId })
  }
  const answer = async (questionId: number, said: Pick<HeldAnswer, 'written' | 'file'>) => {
    stayUnlessPassed(questionId)
    await sitting.shelf.answer(questionId, said)
    sitting.uploader.more()
    changeQuestion(questionId, saidIn(said))
  }
  const ask = async (kind: Kind, reason: string) => {
    const { status } = await sitting.api.ask(kind, reason).catch(() => ({ status: 0 }))
    if (status === 200) change(({ requested }) => ({ requested: [...requested, kind] }))
    return status === 200
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
    if (!receipt) return false
    change({
      submittedAt: receipt.submittedAt,
      reopenedAt: null,
      ...(interview.reopenedAt && (await wholeOf(sitting))),
    })
    return true
  }

  // Nobody is greeted in one language and then, a moment later, in the one they were invited in.
  if (!begun.current) return <NotHere at="asking" />
  switch (step.at) {
    case 'landing':
      if (!staying && !isSuited()) return <Elsewhere company={company} stay={() => setStaying(true)} />
      return <Landing {...{ interview, start, ask, withdraw }} />
    case 'consent':
      return <Consent interview={interview} agree={agree} />
    case 'check':
      return (
        <Check
          {...{ company, sitting, withPicture: isFilmed(interview), bySound, done: check }}
          withCamera={isBySound ? () => goBySound(false) : undefined}
          skipPractice={wantsPractice(interview) ? () => [check(), practise()] : undefined}
        />
      )
    case 'practice':
      return <Practice {...{ interview, bySound }} done={practise} />
    case 'question': {
      const { questionId } = step.question
      const { timeMultiplier } = interview
      return (
        <QuestionScreen
          key={questionId}
          {...{ company, upload, timeMultiplier, bySound, ...step }}
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
      return <Done {...{ interview, submit, ask, withdraw }} watch={sitting.watch} />
    case 'early': {
      const early = words.early(ownTime(interview.startsAt, language))
      return <Notice company={company} heading={words.earlyHeading} children={early} />
    }
    case 'expired':
      return (
        <Notice company={company} heading={words.expiredHeading}>
          <p>{words.expired}</p>
          <Ask interview={interview} kind="deadline" ask={ask} />
        </Notice>
      )
    case 'withdrawn':
      return <Notice company={company} heading={words.withdrawnHeading} children={words.withdrawn(company)} />
  }
}
