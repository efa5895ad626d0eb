import type { Static } from 'typebox'
import type { Me } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { addQuestion, editQuestion, listQuestions, removeQuestion, type WireQuestion } from '../contract.ts'
import { QuestionForm } from './question-form.tsx'

export type Question = Static<typeof WireQuestion>

const longMinutes = 20

/** What is asked, in order: each question saves itself as it is changed. */
export function Questions({ id, me }: { id: string; me: Me }) {
  const { fetched, reload, change } = useFetched((signal) => call(listQuestions, { params: { id }, signal }), id)
  const mayWrite = me.role !== 'reviewer'
  const add = async () => {
    await call(addQuestion, { params: { id }, body: { question: 'New question' } })
    reload()
  }
  return (
    <States fetched={fetched} reload={reload}>
      {(questions) => {
        /** An edit may answer a new version, under a new id. */
        const changed = (before: number) => (next: Question) =>
          change((all) => all.map((each) => (each.id === before ? next : each)))
        const move = async (index: number, by: number) => {
          const order = reordered(questions, index, by)
          change(() => order)
          await Promise.all(
            order.map((question, position) =>
              question.order === position + 1
                ? undefined
                : call(editQuestion, { params: { id: String(question.id) }, body: { order: position + 1 } }),
            ),
          )
          reload()
        }
        const remove = async (question: Question) => {
          await call(removeQuestion, { params: { id: String(question.id) } })
          reload()
        }
        return (
          <section class="questions">
            <p class={minutesOf(questions) > longMinutes ? 'hint warn' : 'hint'}>
              {counted(questions.length, 'question')}, about {counted(minutesOf(questions), 'minute')}
              {minutesOf(questions) > longMinutes && ': fewer people finish what takes longer than 20.'}
            </p>
            <ol>
              {questions.map((question, index) => (
                <li key={question.order + question.createdAt} class="panel">
                  <QuestionForm
                    question={question}
                    number={index + 1}
                    total={questions.length}
                    mayWrite={mayWrite}
                    changed={changed(question.id)}
                    move={(by) => move(index, by)}
                    remove={() => remove(question)}
                  />
                </li>
              ))}
            </ol>
            {mayWrite && (
              <button type="button" onClick={add}>
                Add question
              </button>
            )}
          </section>
        )
      }}
    </States>
  )
}

const minutesOf = (questions: Question[]) =>
  Math.ceil(questions.reduce((sum, { prepTime, maxAnswerTime }) => sum + prepTime + maxAnswerTime, 0) / 60)

export function reordered<T>(all: T[], index: number, by: number): T[] {
  const order = [...all]
  const [moved] = order.splice(index, 1)
  if (moved !== undefined) order.splice(index + by, 0, moved)
  return order
}
