import { expect, test } from 'vitest'
import { agents } from '../../test/sitting.ts'
import { familiesOf } from './agent.ts'

test.each([
  [agents.phone, 'phone', 'Chrome'],
  [agents.tablet, 'tablet', 'Safari'],
  [agents.computer, 'computer', 'Firefox'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1',
    'phone',
    'Chrome',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/24.0 Chrome/117.0.0.0 Mobile Safari/537.36',
    'phone',
    'Samsung Internet',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0',
    'computer',
    'Edge',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 OPR/115.0.0.0',
    'computer',
    'Opera',
  ],
  ['curl/8.5.0', 'other', 'other'],
  ['', 'other', 'other'],
  [undefined, 'other', 'other'],
])('%s', (agent, device, browser) => {
  expect(familiesOf(agent)).toEqual({ device, browser })
})

// Backtracking over this much would not end within the time that a test has.
test('what nobody’s browser says costs no time', () => {
  for (const unit of ['Mozilla/5.0 (', '((((', 'Chrome/', ' ', 'a/1.'])
    expect(familiesOf(unit.repeat(100_000)).device).toMatch(/^(other|computer|phone|tablet)$/)
})
