import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const kilobyte = 1024
const budgets = { js: 40 * kilobyte, css: 5 * kilobyte }

type Built = Record<string, { file: string; css?: string[]; imports?: string[] }>

const manifest = 'dist/.vite/manifest.json'

test.each(['en', 'de', 'fr', 'ar'])('the room is small enough for a poor line, in %s', (language) => {
  const built: Built = JSON.parse(readFileSync(manifest, 'utf8'))
  // Nothing is drawn before there are words: their catalogue is part of what a candidate waits for.
  const first = ['src/browser/room.tsx', `src/room/screens/words/${language}.ts`]
  const parts = new Set(first.flatMap((name) => withImports(built, name)))
  const files = [...parts].map((name) => built[name]?.file ?? '')
  const styles = [...parts].flatMap((name) => built[name]?.css ?? [])
  expect(files.length).toBeGreaterThan(2)
  expect(gzipped(files)).toBeLessThanOrEqual(budgets.js)
  expect(gzipped(styles)).toBeLessThanOrEqual(budgets.css)
})

test('the dashboard is small enough to open on the way', () => {
  const built: Built = JSON.parse(readFileSync(manifest, 'utf8'))
  const parts = withImports(built, 'src/browser/dashboard.tsx')
  const files = parts.flatMap((name) => [built[name]?.file ?? '', ...(built[name]?.css ?? [])])
  expect(gzipped(files)).toBeLessThanOrEqual(200 * kilobyte)
})

function withImports(built: Built, name: string): string[] {
  return [name, ...(built[name]?.imports ?? []).flatMap((each) => withImports(built, each))]
}

const gzipped = (files: string[]) =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0)
