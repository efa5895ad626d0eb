import { useEffect, useState } from 'preact/hooks'
import type { Interview } from '../contract.ts'
import { type Sitting, startSitting } from '../recorder/sitting.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { Consent, consentVersion } from './consent.tsx'
import { Landing } from './landing.tsx'
import { Notice } from './notice.tsx'
import { stepOf } from './progress.ts'
import { QuestionScreen } from './question.tsx'
import { Review } from './review.tsx'
import { useInterview } from './use-interview.ts'
import { useAskBeforeLeaving } from './while-recording.ts'
import { ownTime, words } from './words.ts'

/** The whole room: which screen is up follows from the interview and from what was done on this page. */
export function Room({ token }: { token: string }) {
  const [upload, setUpload] = useState<UploadState>()
  const [sitting, setSitting] = useState<Sitting>()
  useEffect(() => void startSitting(token, setUpload).then(setSitting), [token])
  useAskBeforeLeaving((upload?.chunksLeft ?? 0) > 0 && upload?.at !== 'refused')
  if (!sitting) return <Notice heading={words.loading}>{null}</Notice>
  return <Seated sitting={sitting} upload={upload} />
}

function Seated({ sitting, upload }: { sitting: Sitting; upload: UploadState | undefined }) {
  const { found, change } = useInterview(sitting)
  if (found.at === 'asking') return <Notice heading={words.loading}>{null}</Notice>
  if (found.at === 'offline') return <Notice heading={words.offlineHeading}>{words.offline}</Notice>
  if (found.at === 'unknown') return <Notice heading={words.unknownHeading}>{words.unknown}</Notice>
  return <Screen sitting={sitting} upload={upload} interview={found.interview} change={change} />
}

type Given = {
  sitting: Sitting
  upload: UploadState | undefined
  interview: Interview
  change: (by: Partial<Interview>) => void
}

function Screen({ sitting, upload, interview, change }: Given) {
  const [started, setStarted] = useState(false)
  const [passed, setPassed] = useState<ReadonlySet<number>>(new Set())
  const [kept, setKept] = useState<ReadonlyMap<number, string>>(new Map())
  const { companyName: company } = interview
  const step = stepOf(interview, { started, passed, now: Date.now() })

  const agree = async () => {
    const { status } = await sitting.api.consent(consentVersion).catch(() => ({ status: 0 }))
    if (status === 200) change({ consentedAt: new Date().toISOString() })
    return status === 200
  }
  const keep = async (questionId: number, takeId: string) => {
    await sitting.shelf.choose(questionId, takeId)
    sitting.uploader.more()
    setKept(new Map(kept).set(questionId, takeId))
  }
  const pass = (questionId: number) => {
    setPassed(new Set(passed).add(questionId))
    change({ questions: interview.questions.map((each) => withKept(each, kept)) })
  }
  const submit = async () => {
    const { status } = await sitting.api.submit().catch(() => ({ status: 0 }))
    if (status === 200) change({ submittedAt: new Date().toISOString() })
    return status === 200
  }

  switch (step.at) {
    case 'landing':
      return <Landing interview={interview} start={() => setStarted(true)} />
    case 'consent':
      return <Consent company={company} agree={agree} />
    case 'question': {
      const { questionId } = step.question
      return (
        <QuestionScreen
          key={questionId}
          {...{ company, sitting, upload, ...step }}
          keep={(takeId) => keep(questionId, takeId)}
          next={() => pass(questionId)}
        />
      )
    }
    case 'review':
      return <Review interview={interview} upload={upload} submit={submit} />
    case 'done':
      return <Done company={company} />
    case 'early':
      return (
        <Notice company={company} heading={words.earlyHeading} children={words.early(ownTime(interview.startsAt))} />
      )
    case 'expired':
      return <Notice company={company} heading={words.expiredHeading} children={words.expired(company)} />
    case 'withdrawn':
      return <Notice company={company} heading={words.withdrawnHeading} children={words.closeTab} />
  }
}

function Done({ company }: { company: string }) {
  return (
    <Notice company={company} heading={words.doneHeading}>
      <p>{words.received(company)}</p>
      <p>{words.closeTab}</p>
    </Notice>
  )
}

function withKept<Q extends Interview['questions'][number]>(question: Q, kept: ReadonlyMap<number, string>): Q {
  return { ...question, answeredTakeId: kept.get(question.questionId) ?? question.answeredTakeId }
}
