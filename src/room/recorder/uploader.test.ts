import { expect, test } from 'vitest'
import type { Api } from './api.ts'
import { createLine } from './line.ts'
import { shelfInMemory } from './shelf-in-memory.ts'
import { createUploader, type UploadState } from './uploader.ts'

test.each([
  [507, 'full'],
  [503, 'waiting'],
])('a server that answers %i leaves the chunk on the device, says so, and gets it later', async (status, at) => {
  const shelf = shelfInMemory('room')
  const held = { room: 'room', takeId: 'take', questionId: 1, number: 0, mimeType: 'video/webm', begunAt: 0 }
  await shelf.begin({ ...held, id: 'segment', count: 0, bytes: 0, recordedMs: 0 })
  await shelf.add({ segmentId: 'segment', index: 0, bytes: new ArrayBuffer(10), digest: '' }, 1000)
  await shelf.end('segment', 'stopped')

  const answers = [status, status, 201]
  const left: number[] = []
  const says = (answer: number) => Promise.resolve({ status: answer, body: undefined })
  const api = {
    beginTake: () => says(200),
    beginSegment: () => says(200),
    sendChunk: async () => {
      left.push(await shelf.chunksLeft())
      return says(answers.shift() ?? 201)
    },
    // The link ends here, and with it the uploader.
    seal: () => says(401),
  } as unknown as Api
  const states: UploadState[] = []
  const uploader = createUploader(shelf, api, createLine(), (state) => {
    states.push(state)
    if (state.at === at) uploader.tryNow()
  })
  await uploader.run('room')

  expect(left).toEqual([1, 1, 1])
  expect(states.filter((state) => state.at === at)).toMatchObject([{ partsLeft: 1 }, { partsLeft: 1 }])
  expect(await shelf.chunksLeft()).toBe(0)
})

test('nothing is said to be safe while the last of a recording is about to come', async () => {
  const shelf = shelfInMemory('room')
  const answers = [200, 401]
  // The link ends at the second answer, and with it the uploader.
  const write = () => Promise.resolve({ status: answers.shift() ?? 401, body: undefined })
  const states: UploadState[] = []
  const uploader = createUploader(shelf, { write } as unknown as Api, createLine(), (state) => states.push(state))
  const arrived = uploader.expect()
  await shelf.answer(1, { written: { rating: 1 } })
  const running = uploader.run('room')
  await expect
    .poll(async () => ({ left: await shelf.answers(), said: states.at(-1) }))
    .toMatchObject({
      left: [],
      said: { at: 'sending', partsLeft: 1 },
    })
  expect(states.map(({ at }) => at)).not.toContain('safe')
  arrived()
  await expect.poll(() => states.at(-1)).toMatchObject({ at: 'safe', partsLeft: 0 })
  await shelf.answer(1, { written: { rating: 2 } })
  uploader.more()
  await running
  // What is recorded after that changes nothing.
  uploader.more()
  await expect.poll(() => states.at(-1)).toMatchObject({ at: 'refused' })
  expect(states.slice(states.findIndex(({ at }) => at === 'refused')).map(({ at }) => at)).not.toContain('sending')
})
