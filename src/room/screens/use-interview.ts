import { useEffect, useState } from 'preact/hooks'
import type { Interview } from '../contract.ts'
import { pauseAfter } from '../recorder/pace.ts'
import type { HeldAnswer } from '../recorder/shelf.ts'
import type { Sitting } from '../recorder/sitting.ts'

export type Found = { at: 'asking' } | { at: 'offline' } | { at: 'unknown' } | { at: 'here'; interview: Interview }

export type Change = Partial<Interview> | ((before: Interview) => Partial<Interview>)

/** The interview as the server knows it, asked for until it answers, with what this device has chosen since. */
export function useInterview(sitting: Sitting | undefined) {
  const [found, setFound] = useState<Found>({ at: 'asking' })
  useEffect(() => {
    if (!sitting) return
    let left = false
    const ask = async (failures: number) => {
      const next = await look(sitting)
      if (left) return
      setFound(next)
      if (next.at === 'offline') setTimeout(() => void ask(failures + 1), pauseAfter(failures))
    }
    void ask(1)
    return () => {
      left = true
    }
  }, [sitting])
  const change = (by: Change) =>
    setFound((before) => {
      if (before.at !== 'here') return before
      const { interview } = before
      return { at: 'here', interview: { ...interview, ...(typeof by === 'function' ? by(interview) : by) } }
    })
  return { found, change }
}

async function look({ api, shelf }: Sitting): Promise<Found> {
  const answer = await api.interview().catch(() => undefined)
  if (!answer || answer.status >= 500) return { at: 'offline' }
  if (answer.status !== 200) return { at: 'unknown' }
  const interview = answer.body as Interview
  const choices = new Map((await shelf.choices()).map(({ questionId, takeId }) => [questionId, takeId]))
  const held = new Map((await shelf.answers()).map((answer) => [answer.questionId, answer]))
  const questions = interview.questions.map((question) => ({
    ...question,
    ...saidIn(held.get(question.questionId)),
    answeredTakeId: choices.get(question.questionId) ?? question.answeredTakeId,
  }))
  return { at: 'here', interview: { ...interview, questions } }
}

/** What an answer on this device's shelf makes of its question. */
export function saidIn(held: Pick<HeldAnswer, 'written' | 'file'> | undefined) {
  const { written, file } = held ?? {}
  return { ...(written && { written }), ...(file && { file: { name: file.name, bytes: file.bytes.byteLength } }) }
}
