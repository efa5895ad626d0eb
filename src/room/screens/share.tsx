import { useEffect, useState } from 'preact/hooks'
import type { Shared } from '../../media/contract.ts'
import { Frame } from './frame.tsx'
import { Speak, useWords } from './language.tsx'
import { Heading, Notice } from './notice.tsx'

type Answer = Shared['answers'][number]

const askAgainMs = 3000

export function Share({ token }: { token: string }) {
  return (
    <Speak>
      <Shown token={token} />
    </Speak>
  )
}

function Shown({ token }: { token: string }) {
  const words = useWords()
  const [shared, setShared] = useState<Shared | 'asking' | 'unknown'>('asking')
  useEffect(() => {
    let timer: number
    const ask = async () => {
      const found = await look(token)
      setShared(found)
      if (found !== 'unknown' && !found.answers.every(isSettled)) timer = window.setTimeout(ask, askAgainMs)
    }
    void ask()
    return () => clearTimeout(timer)
  }, [token])

  if (shared === 'asking') return <Notice heading={words.loading}>{null}</Notice>
  if (shared === 'unknown') return <Notice heading={words.unknownHeading}>{words.shareUnknown}</Notice>
  return (
    <Frame company={shared.companyName} help={false}>
      <Heading>{shared.assessmentName}</Heading>
      {shared.answers.map((answer, index) => (
        <AnswerCard key={answer.question} answer={answer} number={index + 1} total={shared.answers.length} />
      ))}
    </Frame>
  )
}

async function look(token: string): Promise<Shared | 'unknown'> {
  const response = await fetch('/share/v1', { headers: { 'x-share-token': token }, cache: 'no-store' })
  return response.ok ? await response.json() : 'unknown'
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
