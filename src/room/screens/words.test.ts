import { describe, expect, test } from 'vitest'
import type { Language } from '../../lib/languages.ts'
import { ownTime } from './clock.ts'
import { words as arabic } from './words/ar.ts'
import { words as german } from './words/de.ts'
import { words as english, type Words } from './words/en.ts'
import { words as french } from './words/fr.ts'

const all: Record<Language, Words> = { en: english, de: german, fr: french, ar: arabic }

describe.each(Object.entries(all))('the words in %s', (language, words) => {
  test('leave nothing empty, and nothing English', () => {
    const own = leaves(words)
    for (const [name, word] of own) {
      expect(word, name).toMatch(/\p{L}/u)
      // "3 questions" is French as well.
      const mayBeAlike = language === 'en' || name === 'questions'
      if (!mayBeAlike && String(word).includes(' ')) expect(word, name).not.toBe(leaves(english).get(name))
    }
    expect([...own.keys()].filter((name) => !name.startsWith('allowIn'))).toEqual(
      [...leaves(english).keys()].filter((name) => !name.startsWith('allowIn')),
    )
  })

  test('count', () => {
    const said = [1, 2, 3, 11].map(words.questions)
    expect(said[2]).toContain('3')
    expect(said[3]).toContain('11')
    expect(new Set(said).size).toBe(4)
    for (const text of said) expect(text).not.toContain('#')
  })
})

test('Arabic has a form of its own for two, for a few and for many', () => {
  expect([1, 2, 3, 11].map(arabic.questions)).toEqual(['سؤال واحد', 'سؤالان', '3 أسئلة', '11 سؤالًا'])
})

test('a deadline is told in the time zone it is read in, and names it', () => {
  const zone = process.env.TZ
  process.env.TZ = 'Asia/Kolkata'
  const told = ownTime('2026-12-01T20:00:00Z', 'en')
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
  expect(told).toMatch(/Wednesday.*2.*1:30.*GMT\+5:30/)
})

test('a name in Latin letters keeps its full stop at its own end in Arabic', () => {
  expect(arabic.received('Bread Inc.')).toContain('\u2068Bread Inc.\u2069')
})

/** Every sentence by its path; those that are made are made with a stand-in. */
function leaves(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(words)) {
    const here = path ? `${path}.${name}` : name
    const made = typeof value === 'function' ? value(3, 4) : value
    if (typeof made === 'string') found.set(here, made)
    else for (const [inner, word] of leaves(made, here)) found.set(inner, word)
  }
  return found
}
