import { useLayoutEffect, useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import type { Interview } from '../../room/contract.ts'
import { createLine } from '../../room/recorder/line.ts'
import { shelfInMemory } from '../../room/recorder/shelf-in-memory.ts'
import type { Desk } from '../../room/recorder/sitting.ts'
import { Landing } from '../../room/screens/landing.tsx'
import { Speak } from '../../room/screens/language.tsx'
import { QuestionScreen } from '../../room/screens/question.tsx'
import { useAccent } from '../../room/screens/use-accent.ts'
import { getPreview } from '../contract.ts'
import { pretendCamera } from './pretend-camera.ts'

pretendCamera()

/** The room's own screens, to be looked at: inert, so that nothing in them can be pressed or typed into. */
export function Preview({ id }: { id: string }) {
  const { fetched, reload } = useFetched((signal) => call(getPreview, { params: { id }, signal }), id)
  return (
    <States fetched={fetched} reload={reload}>
      {(interview) => (
        <Speak suggested={interview.language}>
          <div inert>
            <Screen interview={interview} />
          </div>
        </Speak>
      )}
    </States>
  )
}

const nothing = async () => {}
const no = async () => false

/** Where nothing is kept and nothing is sent. */
const desk: Desk = {
  room: 'preview',
  shelf: { ...shelfInMemory('preview'), lasting: true },
  uploader: { more: () => {}, expect: () => () => {} },
  line: createLine(),
  found: [],
  watch: async () => null,
}

/** Which screen is up stands after the #: `landing`, or the number of a question. */
function Screen({ interview }: { interview: Interview }) {
  const { companyName: company, timeMultiplier, questions } = interview
  const at = useHash()
  useAccent(interview.accentColor)
  const question = questions[Number(at) - 1]
  if (!question) return <Landing interview={interview} start={() => {}} ask={no} withdraw={no} />
  return (
    <QuestionScreen
      key={question.questionId}
      {...{ company, timeMultiplier, question, desk }}
      upload={undefined}
      bySound={undefined}
      number={Number(at)}
      total={questions.length}
      keep={nothing}
      answer={nothing}
      next={() => {}}
    />
  )
}

function useHash(): string {
  const [hash, setHash] = useState(() => location.hash.slice(1))
  useLayoutEffect(() => {
    const follow = () => setHash(location.hash.slice(1))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return hash
}
