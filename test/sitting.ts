import { expect } from 'vitest'
import type { TestApp } from './app.ts'
import type { Company } from './builders.ts'
import { enterRoom, type TestRoom } from './room.ts'

/** What browsers say they are. */
export const agents = {
  phone:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36',
  tablet:
    'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
  computer: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}

export type Written = { id: number; questionIds: number[] }

/** An assessment of so many questions that are answered in writing. */
export async function writtenAssessment(
  { build }: TestApp,
  company: Company,
  questions: number,
  given: object = {},
  asked: object = {},
): Promise<Written> {
  const { id } = await build.assessment(company, given)
  const questionIds: number[] = []
  for (let number = 1; number <= questions; number++) {
    const body = { question: `Question ${number}`, questionType: 'essay', ...asked }
    questionIds.push((await company.api(`/room/v1/assessments/${id}/question`, { method: 'POST', body })).body.id)
  }
  return { id, questionIds }
}

export type Sitting = {
  agent?: string
  until?: 'invited' | 'opened' | 'consented' | 'submitted'
  /** How many questions they answer; all, and they hand in. */
  answers?: number
  beforeSubmit?: () => void
}

/** Somebody who is invited to it, and comes so far. */
export async function comeTo(
  greenroom: TestApp,
  company: Company,
  { id, questionIds }: Written,
  { agent = agents.computer, until = 'submitted', answers = questionIds.length, beforeSubmit }: Sitting,
): Promise<TestRoom> {
  const room = await enterRoom(greenroom, company, id, questionIds)
  const body = { interviewIds: [room.uuid] }
  await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body })
  if (until === 'invited') return room
  await room.api('', { headers: { 'user-agent': agent } })
  if (until === 'opened') return room
  await room.agree()
  if (until === 'consented') return room
  for (const questionId of questionIds.slice(0, answers)) {
    const written = await room.put(`/questions/${questionId}/written`, { text: 'Because.' })
    expect(written.status, written.text).toBe(200)
  }
  beforeSubmit?.()
  if (answers === questionIds.length) expect((await room.post('/submit', {})).status).toBe(200)
  return room
}
