import { useEffect, useState } from 'preact/hooks'
import type { Shared } from '../../media/contract.ts'
import { type CopyState, useSources } from '../../media/screens/use-sources.ts'
import { sizeOf } from './clock.ts'
import { Frame } from './frame.tsx'
import { Speak, useLanguage, useWords } from './language.tsx'
import { Heading, Notice } from './notice.tsx'
import { Playback } from './playback.tsx'

type Answer = Shared['answers'][number]

const askAgainMs = 3000

type Why = 'wrong' | 'tooMany'
type Opened = { at: 'open'; pass: string } | { at: 'locked'; why?: Why } | { at: 'unknown' } | { at: 'offline' }
type Page = { at: 'asking' } | Exclude<Opened, { at: 'open' }> | { at: 'here'; pass: string; shared: Shared }

export function Share({ token }: { token: string }) {
  return (
    <Speak>
      <Shown token={token} />
    </Speak>
  )
}

function Shown({ token }: { token: string }) {
  const words = useWords()
  const [page, setPage] = useState<Page>({ at: 'asking' })
  const enter = async (password?: string) => {
    const opened = await open(token, password)
    setPage(opened.at === 'open' ? await look(opened.pass) : opened)
  }
  useEffect(() => void enter(), [token])
  useEffect(() => {
    if (page.at !== 'here' || page.shared.answers.every(isSettled)) return
    const timer = setTimeout(async () => setPage(await look(page.pass)), askAgainMs)
    return () => clearTimeout(timer)
  }, [page])

  switch (page.at) {
    case 'asking':
      return <Notice heading={words.loading}>{null}</Notice>
    case 'unknown':
      return <Notice heading={words.unknownHeading}>{words.shareUnknown}</Notice>
    case 'offline':
      return (
        <Notice heading={words.offlineHeading}>
          <button type="button" onClick={() => enter()}>
            {words.tryAgain}
          </button>
        </Notice>
      )
    case 'locked':
      return <Locked why={page.why} enter={enter} />
    case 'here':
      return (
        <Frame company={page.shared.companyName} help={false}>
          <Heading>{page.shared.assessmentName}</Heading>
          {page.shared.answers.map((answer, index) => (
            <AnswerCard key={answer.questionId} answer={answer} number={index + 1} total={page.shared.answers.length} />
          ))}
        </Frame>
      )
  }
}

/** Once for each time the page is opened: it counts as a viewing. */
async function open(token: string, password?: string): Promise<Opened> {
  const headers = { 'x-share-token': token, 'content-type': 'application/json' }
  const answer = await ask('/share/v1/views', { method: 'POST', headers, body: JSON.stringify({ password }) })
  if (answer?.ok) return { at: 'open', pass: (await answer.json()).pass }
  if (answer?.status === 429) return { at: 'locked', why: 'tooMany' }
  if (answer?.status !== 401) return { at: 'offline' }
  const { error } = await answer.json()
  if (error.code === 'PASSWORD_REQUIRED') return { at: 'locked' }
  return error.code === 'WRONG_PASSWORD' ? { at: 'locked', why: 'wrong' } : { at: 'unknown' }
}

async function look(pass: string): Promise<Page> {
  const answer = await ask('/share/v1', { headers: { 'x-share-pass': pass } })
  if (answer?.ok) return { at: 'here', pass, shared: await answer.json() }
  return { at: answer?.status === 401 ? 'unknown' : 'offline' }
}

const ask = (path: string, given: RequestInit) => fetch(path, { ...given, cache: 'no-store' }).catch(() => undefined)

/** Says nothing of whose interview it is. */
function Locked({ why, enter }: { why: Why | undefined; enter: (password: string) => Promise<void> }) {
  const { share } = useWords()
  const [password, setPassword] = useState('')
  const send = (event: Event) => {
    event.preventDefault()
    if (password) void enter(password)
  }
  return (
    <Notice heading={share.heading}>
      <form onSubmit={send}>
        <label>
          {share.password}{' '}
          <input
            type="password"
            autoComplete="off"
            value={password}
            aria-invalid={why !== undefined}
            aria-describedby="why"
            onInput={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        </label>{' '}
        <button type="submit">{share.open}</button>
        <p id="why" role="alert">
          {why && share[why]}
        </p>
      </form>
    </Notice>
  )
}

const isSettled = ({ segments }: Answer) => segments.every(({ ready, failure }) => ready || failure !== null)

function AnswerCard({ answer, number, total }: { answer: Answer; number: number; total: number }) {
  const words = useWords()
  return (
    <section class="card">
      <h2>{words.question(number, total)}</h2>
      <p class="question" dir="auto">
        {answer.question}
      </p>
      {answer.segments.length > 0 && (
        <div class="stage">
          {isSettled(answer) ? <Player answer={answer} /> : <p class="stage-text">{words.preparing}</p>}
        </div>
      )}
      {answer.written && <WrittenAnswer written={answer.written} />}
      {answer.file && <SavedFile file={answer.file} />}
    </section>
  )
}

function WrittenAnswer({ written }: { written: NonNullable<Answer['written']> }) {
  const words = useWords()
  if ('text' in written) {
    return (
      <p class="said" dir="auto">
        {written.text}
      </p>
    )
  }
  if ('rating' in written) return <p class="said">{words.share.mark(written.rating, written.highest)}</p>
  return (
    <ul class="said">
      {written.choices.map((choice) => (
        <li key={choice} dir="auto">
          {choice}
        </li>
      ))}
    </ul>
  )
}

function SavedFile({ file }: { file: NonNullable<Answer['file']> }) {
  const { language } = useLanguage()
  return (
    <a class="said" href={file.fileUrl} download={file.name}>
      <bdi>{file.name}</bdi> ({sizeOf(file.bytes, language)})
    </a>
  )
}

/** An answer of several segments plays them in a row; one this browser cannot play, in a copy made for it. */
function Player({ answer }: { answer: Answer }) {
  const words = useWords()
  const ready = answer.segments.filter((segment) => segment.ready)
  const sources = useSources(ready, askForCopy)
  if (ready.length === 0 || sources === 'impossible') return <p class="stage-text">{words.unplayable}</p>
  if (sources === 'preparing') return <p class="stage-text">{words.preparing}</p>
  return <Playback urls={sources} label={answer.question} />
}

async function askForCopy(mediaUrl: string): Promise<CopyState> {
  const { pathname, searchParams } = new URL(mediaUrl, location.origin)
  const headers = { 'x-share-pass': searchParams.get('pass') ?? '' }
  const answer = await ask(`${pathname}/copy`, { method: 'POST', headers })
  return answer?.ok ? (await answer.json()).state : 'preparing'
}
