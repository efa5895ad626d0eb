import { expect, test } from 'vitest'
import { languageOf } from './languages.ts'

test.each([
  [['de', 'fr'], 'de'],
  [[undefined, 'pt-BR', 'fr-CA'], 'fr'],
  [[undefined, 'AR-eg'], 'ar'],
  [[undefined, 'toString', 'ja'], 'en'],
  [[], 'en'],
])('of %j we speak %s first', (wanted, language) => {
  expect(languageOf(...wanted)).toBe(language)
})
