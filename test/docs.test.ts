import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { settings } from '../src/lib/config.ts'
import { configurationPage, environmentExample } from '../src/operations/settings-docs.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').map((name) => join('docs', name)),
].filter((page) => page.endsWith('.md'))

test('every setting says what it is for', () => {
  for (const [name, { about }] of Object.entries(settings)) expect(about, name).toMatch(/\w.*\./)
})

test('the printed pages are those of the settings (npm run docs)', () => {
  expect(read('docs/configuration.md')).toBe(configurationPage())
  expect(read('.env.example')).toBe(environmentExample())
})

test('every file and script the documents name is there', () => {
  const { scripts } = JSON.parse(read('package.json'))
  for (const page of pages) {
    for (const [, path = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(join(dirname(page), path)), `${page} links to ${path}`).toBe(true)
    }
    for (const [, path = ''] of read(page).matchAll(/`((?:src|test|bench|bin|migrations|docs)\/[\w./-]*)`/g)) {
      expect(existsSync(path), `${page} names ${path}`).toBe(true)
    }
    for (const [, script = ''] of read(page).matchAll(/npm run ([\w:]+)/g)) {
      expect(scripts, `${page} names npm run ${script}`).toHaveProperty([script])
    }
  }
})
