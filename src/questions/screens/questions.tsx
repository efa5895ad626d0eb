import { useRef, useState } from 'preact/hooks'
import type { Static } from 'typebox'
import type { Me } from '../../accounts/contract.ts'
import { getOverview, type WireAssessment } from '../../assessments/contract.ts'
import { useCriteria } from '../../criteria/screens/use-criteria.ts'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import type { LibraryQuestion } from '../../library/contract.ts'
import { FromLibrary } from '../../library/screens/from-library.tsx'
import { categoriesOf } from '../../library/screens/library-list.tsx'
import { addQuestion, editQuestion, listQuestions, removeQuestion, type WireQuestion } from '../contract.ts'
import { lengthOf } from './length.ts'
import { type Words, wordsOf } from './question-fields.tsx'
import { QuestionForm } from './question-form.tsx'
import './questions.css'
import { useDragging } from './use-dragging.ts'

export type Question = Static<typeof WireQuestion>

const longMinutes = 20

/** What is asked, in order: each question saves itself as it is changed. */
export function Questions({ assessment, me }: { assessment: Static<typeof WireAssessment>; me: Me }) {
  const id = String(assessment.id)
  const { fetched, reload, change } = useFetched((signal) => call(listQuestions, { params: { id }, signal }), id)
  return (
    <States fetched={fetched} reload={reload}>
      {(questions) => <List assessment={assessment} me={me} questions={questions} reload={reload} change={change} />}
    </States>
  )
}

type Given = {
  assessment: Static<typeof WireAssessment>
  me: Me
  questions: Question[]
  reload: () => void
  change: (by: (all: Question[]) => Question[]) => void
}

function List({ assessment, me, questions, reload, change }: Given) {
  const id = String(assessment.id)
  const { asked, minutes } = lengthOf(questions, assessment)
  const criteria = useCriteria()
  const [isChoosing, setChoosing] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const keyOf = useKeys()
  const mayWrite = me.role !== 'reviewer'
  const newest = useRef(questions)
  newest.current = questions
  const moving = useRef(Promise.resolve())
  const put = (all: Question[]) => {
    newest.current = all
    change(() => all)
  }
  /** An edit may answer a new version, under a new id. */
  const changed = (before: number) => (next: Question) => {
    keyOf.same(before, next.id)
    put(newest.current.map((each) => (each.id === before ? next : each)))
  }
  const attempt = async (act: () => Promise<unknown>) => {
    const why = await act().then(
      () => undefined,
      (error) => (error as Error).message,
    )
    setWrong(why)
    if (why !== undefined) reload()
  }
  /**
   * At once on the screen, and told to the server one move after the other: what is moved twice in a row ends where it was
   * moved to last. What the server refuses comes back to where it was.
   */
  const move = (index: number, by: number) => {
    put(reordered(newest.current, index, by))
    moving.current = moving.current.then(() => attempt(tellPlaces))
  }
  const tellPlaces = async () => {
    for (let place = 0; place < newest.current.length; place++) {
      const question = newest.current[place]
      if (!question || question.order === place + 1) continue
      const body = { order: place + 1 }
      changed(question.id)(await call(editQuestion, { params: { id: String(question.id) }, body }))
    }
  }
  const add = async (all: Words[]) => {
    for (const body of all) await call(addQuestion, { params: { id }, body })
    reload()
  }
  const remove = (question: Question) =>
    attempt(async () => {
      await call(removeQuestion, { params: { id: String(question.id) } })
      reload()
    })
  const { list, drag, handleOf } = useDragging(move)
  return (
    <section class="questions">
      <p class={minutes > longMinutes ? 'hint warn' : 'hint'}>
        {counted(questions.length, 'question')}
        {asked < questions.length && `, of which each candidate is asked ${asked}`}, about {counted(minutes, 'minute')}
        {minutes > longMinutes && ': fewer people finish what takes longer than 20.'}
      </p>
      <Begun assessment={assessment} />
      {wrong && <p role="alert">{wrong}</p>}
      <ol ref={list}>
        {questions.map((question, index) => (
          <li key={keyOf(question.id)} class={`panel${drag?.from === index ? ' dragged' : ''}${placeOf(drag, index)}`}>
            <QuestionForm
              question={question}
              number={index + 1}
              total={questions.length}
              mayWrite={mayWrite}
              categories={categoriesOf(questions)}
              criteria={criteria}
              changed={changed(question.id)}
              move={(by) => move(index, by)}
              remove={() => void remove(question)}
              handle={handleOf(index)}
            />
          </li>
        ))}
      </ol>
      {mayWrite && (
        <div class="actions">
          <button type="button" onClick={() => void attempt(() => add([{ question: 'New question' }]))}>
            Add question
          </button>
          <button type="button" onClick={() => setChoosing(true)}>
            Add from library
          </button>
        </div>
      )}
      {isChoosing && (
        <FromLibrary
          close={() => setChoosing(false)}
          add={(chosen: LibraryQuestion[]) => add(chosen.map((each) => wordsOf(each as Words)))}
        />
      )}
    </section>
  )
}

/** Nobody is asked something else in the middle of an interview, and whoever edits should know. */
function Begun({ assessment: { id, archived } }: { assessment: Static<typeof WireAssessment> }) {
  const query = { archived: String(archived) }
  const { fetched } = useFetched((signal) => call(getOverview, { query, signal }), String(id))
  const row = fetched.at === 'here' ? fetched.data.find((each) => each.id === id) : undefined
  const started = row?.started ?? 0
  if (started === 0) return null
  return (
    <p class="hint">
      {counted(started, 'candidate')} {started === 1 ? 'has' : 'have'} begun. Who has begun keeps the questions they
      began with; a change makes a new version for those to come.
    </p>
  )
}

/** Where what is dragged would come down: above this one, or below. */
function placeOf(drag: { from: number; to: number } | undefined, index: number): string {
  if (!drag || drag.to !== index || drag.to === drag.from) return ''
  return drag.to < drag.from ? ' drop-above' : ' drop-below'
}

/** A question keeps its place on the screen, and the focus in it, when an edit makes a new version with another id. */
function useKeys() {
  const firsts = useRef(new Map<number, number>())
  const keyOf = (id: number) => firsts.current.get(id) ?? id
  keyOf.same = (before: number, after: number) => void firsts.current.set(after, keyOf(before))
  return keyOf
}

export function reordered<T>(all: T[], index: number, by: number): T[] {
  const order = [...all]
  const [moved] = order.splice(index, 1)
  if (moved !== undefined) order.splice(index + by, 0, moved)
  return order
}
