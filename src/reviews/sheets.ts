import type { Ctx } from '../lib/context.ts'
import { type Answered, isForPeople } from './scores.ts'

/** `scale` says what each mark means, the lowest first. */
export type Criterion = { criterionId: number | null; name: string; description: string | null; scale: string[] }
export type Sheet = { questionId: number | null; criteria: Criterion[] }

/** Where a question names no criterion, an answer is marked as a whole. */
const wholeAnswer: Criterion = {
  criterionId: null,
  name: 'This answer',
  description: null,
  scale: [
    'Does not answer the question',
    'Answers in part, or without an example',
    'Answers the question with a plain example',
    'A clear answer with a fitting example and its result',
    'An outstanding answer: a fitting example, its result, and what was learned',
  ],
}

const wholeInterview: Criterion = {
  criterionId: null,
  name: 'Interview as a whole',
  description: 'Counts only where no answer is marked.',
  scale: [
    'Well below what the job needs',
    'Below what the job needs',
    'Meets what the job needs',
    'Above what the job needs',
    'Far above what the job needs',
  ],
}

/** What there is to mark in an interview: the criteria of each answer that people rate, and the interview as a whole. */
export async function sheetsOf(ctx: Ctx, answered: Answered[]): Promise<Sheet[]> {
  const questions = answered.filter(isForPeople)
  const known = await findCriteria(ctx, [...new Set(questions.flatMap(({ criterionIds }) => criterionIds))])
  const ofAnswers = questions.map(({ id, criterionIds }) => {
    const criteria = criterionIds.map((each) => known.get(each)).filter((each) => each !== undefined)
    return { questionId: id, criteria: criteria.length > 0 ? criteria : [wholeAnswer] }
  })
  return [...ofAnswers, { questionId: null, criteria: [wholeInterview] }]
}

async function findCriteria({ db, actor }: Ctx, ids: number[]): Promise<Map<number, Criterion>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('criterion')
    .select(['id', 'name', 'description', 'scale'])
    .where('companyId', '=', actor.companyId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, scale, ...words }) => [id, { criterionId: id, ...words, scale: scale as string[] }]))
}
