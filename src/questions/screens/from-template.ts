import { createCriterion, listCriteria } from '../../criteria/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addQuestion } from '../contract.ts'
import type { Template } from '../templates.ts'

/** Puts a template's questions into an assessment, rated by its criteria; those a company has already stay one. */
export async function addTemplate(id: string, { criteria, questions }: Template): Promise<void> {
  const ids = new Map<string, number>()
  for (const known of await call(listCriteria)) if (!known.archived) ids.set(known.criteriaName, known.id)
  for (const body of criteria) {
    const { criteriaName } = body
    if (!ids.has(criteriaName)) ids.set(criteriaName, (await call(createCriterion, { body })).id)
  }
  for (const { criteria: names, ...question } of questions) {
    const ratingCriteria = names.flatMap((name) => ids.get(name) ?? [])
    await call(addQuestion, { params: { id }, body: { ...question, ratingCriteria } })
  }
}
