import { expect, test } from 'vitest'
import { timeZoneNamed } from './time-zone.ts'

test.each([
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['europe/kiev', 'Europe/Kyiv'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['Australia/Lord_Howe', 'Australia/Lord_Howe'],
  ['Pacific/Apia', 'Pacific/Apia'],
  ['UTC', 'UTC'],
  ['+05:45', undefined],
  ['Mars/Olympus', undefined],
])('%s is called %s today', (name, today) => {
  expect(timeZoneNamed(name)).toBe(today)
})

test('every zone that browsers offer has a name, and the same clock under it', () => {
  const hours = (timeZone: string) => new Date(2026, 0, 1).toLocaleString('en', { timeZone })
  for (const zone of Intl.supportedValuesOf('timeZone'))
    expect(hours(timeZoneNamed(zone) ?? ''), zone).toBe(hours(zone))
})
