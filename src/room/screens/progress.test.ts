import { describe, expect, test } from 'vitest'
import type { Interview, Question } from '../contract.ts'
import { answeredCount, isFilmed, retakesLeft, stepOf } from './progress.ts'

const question = (questionId: number, given: Partial<Question> = {}): Question => ({
  questionId,
  type: 'video',
  text: 'Why?',
  maxAnswerSeconds: 120,
  prepSeconds: 60,
  maxRetakes: 2,
  takesBegun: 0,
  answeredTakeId: null,
  options: [],
  singleChoice: true,
  minWords: null,
  maxWords: null,
  highestMark: 5,
  written: null,
  file: null,
  lastTake: null,
  ...given,
})
const interview = (given: Partial<Interview> = {}): Interview => ({
  companyName: 'Acme',
  assessmentName: 'Baker',
  landingPageInfo: null,
  bannerUrl: null,
  accentColor: null,
  requested: [],
  endText: null,
  language: 'en',
  soundOnlyAllowed: false,
  practiceSkipped: false,
  responseVisible: false,
  keptDays: null,
  timeMultiplier: 1,
  startsAt: '2026-11-01T00:00:00Z',
  expiresAt: '2026-12-01T00:00:00Z',
  status: 'Invited',
  consentedAt: '2026-11-24T00:00:00Z',
  submittedAt: null,
  reopenedAt: null,
  questions: [question(1, { answeredTakeId: 't' }), question(2), question(3)],
  ...given,
})
const here = {
  started: true,
  checked: true,
  practised: true,
  passed: new Set<number>(),
  now: Date.parse('2026-11-24T12:00:00Z'),
}

describe('where an interview goes on', () => {
  test('a deadline that passes meanwhile interrupts nobody, and all that is answered can be handed in', () => {
    const late = interview({ expiresAt: '2026-11-24T12:00:00Z' })
    expect(stepOf(late, here).at).toBe('question')
    const answered = { ...late, questions: [question(1, { answeredTakeId: 't' })] }
    expect(stepOf(answered, { ...here, started: false }).at).toBe('landing')
  })

  test('begins on the landing page, also when coming back', () => {
    expect(stepOf(interview(), { ...here, started: false })).toEqual({ at: 'landing' })
    expect(answeredCount(interview())).toBe(1)
  })
  test('asks for consent once', () => {
    expect(stepOf(interview({ consentedAt: null }), here)).toEqual({ at: 'consent' })
  })
  test('goes on with the first question not answered', () => {
    expect(stepOf(interview(), here)).toMatchObject({ at: 'question', number: 2, total: 3 })
    expect(stepOf(interview(), { ...here, passed: new Set([2]) })).toMatchObject({ number: 3 })
  })
  test('checks the devices, then practises, before the first recording', () => {
    const fresh = interview({ questions: [question(1), question(2)] })
    expect(stepOf(fresh, { ...here, checked: false, practised: false })).toEqual({ at: 'check' })
    expect(stepOf(fresh, { ...here, practised: false })).toEqual({ at: 'practice' })
    expect(stepOf({ ...fresh, practiceSkipped: true }, { ...here, practised: false }).at).toBe('question')
  })
  test('coming back, checks the devices again and does not practise', () => {
    const back = { ...here, checked: false, practised: false }
    expect(stepOf(interview(), back)).toEqual({ at: 'check' })
    expect(stepOf(interview(), { ...back, checked: true }).at).toBe('question')
    const begun = interview({ questions: [question(1, { lastTake: { takeId: 't', segments: [] } })] })
    expect(stepOf(begun, { ...back, checked: true }).at).toBe('question')
  })
  test('asks for no camera where nothing is recorded any more', () => {
    const written = interview({ questions: [question(1, { answeredTakeId: 't' }), question(2, { type: 'essay' })] })
    expect(stepOf(written, { ...here, checked: false, practised: false })).toMatchObject({ at: 'question', number: 2 })
    expect(isFilmed(written)).toBe(false)
    expect(isFilmed(interview())).toBe(true)
  })
  test('then asks to submit', () => {
    expect(stepOf(interview(), { ...here, passed: new Set([2, 3]) })).toEqual({ at: 'review' })
  })
  test('lets nobody in early, or after withdrawing', () => {
    expect(stepOf(interview({ startsAt: '2026-11-25T00:00:00Z' }), { ...here, started: false }).at).toBe('early')
    expect(stepOf(interview({ status: 'Withdrawn' }), here).at).toBe('withdrawn')
  })
  test('opened again after submitting, begins anew without practice, with what is to be answered again', () => {
    const again = {
      submittedAt: '2026-11-20T00:00:00Z',
      reopenedAt: '2026-11-21T00:00:00Z',
      questions: [question(2, { lastTake: null }), question(3)],
    }
    expect(stepOf(interview(again), { ...here, started: false })).toEqual({ at: 'landing' })
    expect(stepOf(interview(again), { ...here, practised: false })).toMatchObject({
      at: 'question',
      number: 1,
      total: 2,
    })
    expect(stepOf(interview({ ...again, reopenedAt: null }), here)).toEqual({ at: 'done' })
  })
  test('is over when submitted, or when the time has passed', () => {
    expect(stepOf(interview({ submittedAt: '2026-11-24T00:00:00Z', expiresAt: '2026-01-01T00:00:00Z' }), here).at).toBe(
      'done',
    )
    expect(stepOf(interview({ expiresAt: '2026-11-24T12:00:00Z' }), { ...here, started: false }).at).toBe('expired')
  })
})

test('retakes are what is left of one take and its retakes, wherever they were recorded', () => {
  expect(retakesLeft(question(1), 0)).toBe(3)
  expect(retakesLeft(question(1), 1)).toBe(2)
  expect(retakesLeft(question(1, { takesBegun: 2 }), 1)).toBe(1)
  expect(retakesLeft(question(1, { maxRetakes: 0 }), 1)).toBe(0)
  expect(retakesLeft(question(1, { takesBegun: 9 }), 0)).toBe(0)
})
