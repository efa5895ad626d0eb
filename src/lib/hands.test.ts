import { afterEach, expect, test, vi } from 'vitest'
import { setToWork } from './hands.ts'

let working: ReturnType<typeof setToWork> | undefined
afterEach(() => working?.stop(0))

/** Hands with so much before them; what is done is called by its number, and 0 never ends. */
function begin(count: number, pieces: number[]) {
  const done: number[] = []
  const taken: number[] = []
  working = setToWork<number>(count, {
    take: async (free) => {
      const some = pieces.splice(0, free)
      taken.push(some.length)
      return some
    },
    work: async (piece) => {
      await (piece === 0 ? new Promise(() => undefined) : new Promise((resolve) => setTimeout(resolve, 5)))
      done.push(piece)
    },
    report: () => undefined,
  })
  return { done, taken, working }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('one that never ends keeps no other waiting', async () => {
  const { done } = begin(4, [0, ...upTo(200)])
  await vi.waitFor(() => expect(done).toHaveLength(200), 5000)
})

test('no more are done at once than there are hands', async () => {
  const { taken } = begin(4, [0, 0, 0, 0, 0, 0])
  await vi.waitFor(() => expect(taken).toHaveLength(1))
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(taken).toEqual([4])
})

test('the end waits for what is being done, and not for what never ends', async () => {
  const { done, working } = begin(4, [...upTo(3), 0])
  await vi.waitFor(() => expect(done.length).toBeLessThan(4))
  const began = Date.now()
  await working.stop(300)
  expect(done).toEqual([1, 2, 3])
  expect(Date.now() - began).toBeLessThan(2000)
})

test('a taking that fails is reported, and tried again', async () => {
  const reported: unknown[] = []
  let tries = 0
  working = setToWork<number>(2, {
    take: async () => {
      if (tries++ === 0) throw new Error('PostgreSQL is away')
      return []
    },
    work: async () => undefined,
    report: (error) => reported.push(error),
  })
  await vi.waitFor(() => expect(tries).toBeGreaterThan(1), 3000)
  expect(reported).toHaveLength(1)
})
