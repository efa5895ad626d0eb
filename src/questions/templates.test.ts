import { expect, test } from 'vitest'
import { templates } from './templates.ts'

test.each(templates)('$name is rated by criteria it brings along, each used, each with five anchors', (template) => {
  const names = template.criteria.map(({ criteriaName }) => criteriaName)
  const used = new Set(template.questions.flatMap(({ criteria }) => criteria))
  expect([...used].sort()).toEqual(names.toSorted())
  for (const { scale, criteriaName } of template.criteria) {
    expect(new Set(scale).size, criteriaName).toBe(5)
  }
  expect(template.questions.length).toBeLessThanOrEqual(5)
})
