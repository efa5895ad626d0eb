import { useEffect, useState } from 'preact/hooks'
import type { Shared } from '../../media/contract.ts'
import { Frame } from './frame.tsx'
import { Speak, useWords } from './language.tsx'
import { Heading, Notice } from './notice.tsx'

type Answer = Shared['answers'][number]

const askAgainMs = 3000

type Opened = { at: 'open'; pass: string } | { at: 'locked'; why?: string } | { at: 'unknown' } | { at: 'offline' }
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
            <AnswerCard key={answer.question} answer={answer} number={index + 1} total={page.shared.answers.length} />
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
  if (answer?.status === 429) return { at: 'locked', why: shareWords.tooMany }
  if (answer?.status !== 401) return { at: 'offline' }
  const { error } = await answer.json()
  if (error.code === 'PASSWORD_REQUIRED') return { at: 'locked' }
  return error.code === 'WRONG_PASSWORD' ? { at: 'locked', why: shareWords.wrong } : { at: 'unknown' }
}

async function look(pass: string): Promise<Page> {
  const answer = await ask('/share/v1', { headers: { 'x-share-pass': pass } })
  if (answer?.ok) return { at: 'here', pass, shared: await answer.json() }
  return { at: answer?.status === 401 ? 'unknown' : 'offline' }
}

const ask = (path: string, given: RequestInit) => fetch(path, { ...given, cache: 'no-store' }).catch(() => undefined)

const shareWords = {
  heading: 'This page is protected',
  label: 'Password',
  submit: 'Open',
  wrong: 'This is not the password.',
  tooMany: 'Too many wrong passwords. Please try again in a quarter of an hour.',
}

/** Says nothing of whose interview it is. */
function Locked({ why, enter }: { why: string | undefined; enter: (password: string) => Promise<void> }) {
  const [password, setPassword] = useState('')
  const send = (event: Event) => {
    event.preventDefault()
    if (password) void enter(password)
  }
  return (
    <Notice heading={shareWords.heading}>
      <form onSubmit={send}>
        <label>
          {shareWords.label}{' '}
          <input
            type="password"
            autoComplete="off"
            value={password}
            aria-invalid={why !== undefined}
            aria-describedby="why"
            onInput={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        </label>{' '}
        <button type="submit">{shareWords.submit}</button>
        <p id="why" role="alert">
          {why}
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
      <p class="question">{answer.question}</p>
      <div class="stage">
        {isSettled(answer) ? <Player answer={answer} /> : <p class="stage-text">{words.preparing}</p>}
      </div>
    </section>
  )
}

/** An answer of several segments plays them in a row. */
function Player({ answer }: { answer: Answer }) {
  const words = useWords()
  const [playing, setPlaying] = useState(0)
  const segments = answer.segments.filter(({ ready }) => ready)
  if (segments.length === 0) return <p class="stage-text">{words.unplayable}</p>
  return (
    // biome-ignore lint/a11y/useMediaCaption: there is no transcript yet
    <video
      class="own"
      aria-label={answer.question}
      controls
      playsInline
      preload="metadata"
      autoPlay={playing > 0}
      src={segments[playing]?.mediaUrl}
      onEnded={() => setPlaying((part) => (part + 1 < segments.length ? part + 1 : part))}
    />
  )
}
