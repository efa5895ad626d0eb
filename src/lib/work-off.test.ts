import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { workOff } from './work-off.ts'

let stopping = new AbortController()
afterEach(() => {
  stopping.abort()
  stopping = new AbortController()
})

/** So much before so many hands; what is done is called by its number, 0 never ends, and what is below it fails. */
function begin(hands: number, pieces: number[], stopAfter?: number) {
  const done: number[] = []
  const taken: number[] = []
  const ended = workOff<number>(stopping.signal, {
    claim: async ({ length }) => {
      const some = pieces.splice(0, hands - length)
      if (some.length > 0) taken.push(some.length)
      return some
    },
    make: async (piece) => {
      await (piece === 0 ? new Promise(() => undefined) : pause(5))
      if (piece < 0) throw new Error(`No ${-piece}`)
      done.push(piece)
      if (piece === stopAfter) stopping.abort()
    },
  })
  return { done, taken, ended }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('ends when everything is done', async () => {
  const { done, ended } = begin(4, upTo(20))
  await ended
  expect(done).toHaveLength(20)
})

test('one that never ends keeps no other waiting', async () => {
  const { done } = begin(4, [0, ...upTo(200)])
  await vi.waitFor(() => expect(done).toHaveLength(200), 30_000)
})

test('what comes while one hangs is not long in being done', async () => {
  const pieces = [0]
  const { done } = begin(4, pieces)
  await pause(100)
  pieces.push(1)
  await vi.waitFor(() => expect(done).toEqual([1]), 30_000)
})

test('no more are done at once than there are hands', async () => {
  const { taken } = begin(4, [0, 0, 0, 0, 0, 0])
  await pause(700)
  expect(taken).toEqual([4])
})

test('told to stop, it begins nothing any more and waits for what was begun', async () => {
  const pieces = upTo(100)
  const { done, ended } = begin(2, pieces, 1)
  await ended
  expect(done.length + pieces.length).toBe(100)
  expect(pieces.length).toBeGreaterThan(0)
})

test('one that fails keeps no other from being done, and is told in the end', async () => {
  const { done, ended } = begin(2, [1, -2, 3, -4, 5])
  await expect(ended).rejects.toThrow('No 2')
  expect(done).toEqual([1, 3, 5])
})

test('a claim that fails is told at once', async () => {
  const claim = () => Promise.reject(new Error('PostgreSQL is away'))
  await expect(workOff(stopping.signal, { claim, make: async () => undefined })).rejects.toThrow('PostgreSQL is away')
})

test('a claim that fails lets go of nothing that is under way, and is tried again', async () => {
  const answers = [[1], new Error('PostgreSQL is away'), [2]]
  const done: number[] = []
  const ended = workOff<number>(stopping.signal, {
    claim: async () => {
      const answer = answers.shift() ?? []
      if (answer instanceof Error) throw answer
      return answer
    },
    make: async (piece) => {
      // The first is under way until there is nothing more to claim.
      if (piece === 1) await vi.waitFor(() => expect(answers).toEqual([]), 30_000)
      done.push(piece)
    },
  })
  await expect(ended).rejects.toThrow('PostgreSQL is away')
  expect(done.toSorted()).toEqual([1, 2])
})
