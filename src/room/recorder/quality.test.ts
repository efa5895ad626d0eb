import { describe, expect, test } from 'vitest'
import { createLine } from './line.ts'
import { fitting, lowerThan } from './quality.ts'

describe('the quality of a recording', () => {
  test.each([
    [5_000_000, 'fine'],
    [1_800_000, 'plain'],
    [1_100_000, 'plain'],
    [1_000_000, 'low'],
    [300_000, 'least'],
    [160_000, 'least'],
    [150_000, 'sound'],
    [1000, 'sound'],
  ])('a line of %i bit/s carries %s', (bits, name) => {
    expect(fitting(bits, true).name).toBe(name)
  })

  test('a line that is not known is taken for an ordinary one, and a weak device is spared 720p', () => {
    expect(fitting(undefined, true).name).toBe('plain')
    expect(fitting(50_000_000, false).name).toBe('plain')
  })

  test('is lowered when it falls far behind, and never raised in the middle', () => {
    const plain = fitting(undefined, false)
    expect(lowerThan(plain, 300_000, 14)).toBeUndefined()
    expect(lowerThan(plain, 300_000, 15)?.name).toBe('least')
    expect(lowerThan(plain, 50_000, 15)?.name).toBe('sound')
    expect(lowerThan(plain, 5_000_000, 60)).toBeUndefined()
    expect(lowerThan(fitting(50_000, false), 300_000, 60)).toBeUndefined()
  })

  test('a line that is gone is no slow line: what was recorded waits in full quality', () => {
    expect(lowerThan(fitting(undefined, false), undefined, 600)).toBeUndefined()
  })
})

describe('a line', () => {
  const clocked = () => {
    let now = 0
    const line = createLine(() => now)
    const carry = (bytes: number, ms: number) =>
      line.carry(bytes, async () => {
        now += ms
      })
    return { line, carry, pass: (ms: number) => (now += ms) }
  }

  test('says nothing before it has carried anything worth counting', async () => {
    const { line, carry } = clocked()
    expect(line.bitsPerSecond()).toBeUndefined()
    await carry(1000, 100)
    expect(line.bitsPerSecond()).toBeUndefined()
  })

  test('counts what arrived by the time it was busy, and not the pauses', async () => {
    const { line, carry, pass } = clocked()
    for (let chunk = 0; chunk < 20; chunk++) {
      await carry(100_000, 1000)
      pass(5000)
    }
    expect(line.bitsPerSecond()).toBeCloseTo(800_000, 0)
  })

  test('does not count the same time twice for requests side by side', async () => {
    let now = 0
    const line = createLine(() => now)
    let end = () => {}
    const first = line.carry(100_000, () => new Promise<void>((done) => (end = done)))
    await line.carry(100_000, async () => {
      now += 1000
    })
    now += 1000
    end()
    await first
    expect(line.bitsPerSecond()).toBeCloseTo(800_000, 0)
  })

  test('what timed out was time spent for nothing', async () => {
    const { line, carry } = clocked()
    await carry(100_000, 1000)
    const failing = line.carry(100_000, async () => Promise.reject(new Error('timed out')))
    await expect(failing).rejects.toThrow('timed out')
    await carry(0, 9000)
    expect(line.bitsPerSecond()).toBeCloseTo(80_000, 0)
  })
})
