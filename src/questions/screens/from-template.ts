import { createCriterion, listCriteria } from '../../criteria/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addQuestion, listQuestions } from '../contract.ts'
import type { Template } from '../templates.ts'

/**
 * Puts a template's questions into a new assessment, rated by its criteria; those a company has already stay one. Tried
 * again after the line was lost, it goes on where it was.
 */
export async function addTemplate(id: string, { criteria, questions }: Template): Promise<void> {
  const ids = new Map<string, number>()
  for (const known of await call(listCriteria)) if (!known.archived) ids.set(known.criteriaName, known.id)
  for (const body of criteria) {
    const { criteriaName } = body
    if (!ids.has(criteriaName)) ids.set(criteriaName, (await call(createCriterion, { body })).id)
  }
  const there = await call(listQuestions, { params: { id } })
  for (const { criteria: names, ...question } of questions.slice(there.length)) {
    const ratingCriteria = names.flatMap((name) => ids.get(name) ?? [])
    await call(addQuestion, { params: { id }, body: { ...question, ratingCriteria } })
  }
}
