import { expect, test } from 'vitest'
import { Offline, Refused } from './call.ts'
import { createTasks, type Work } from './tasks.ts'

const over = (tasks: ReturnType<typeof createTasks>) =>
  new Promise<void>((done) => {
    const look = () => tasks.list().every(({ isOver }) => isOver) && done()
    tasks.subscribe(look)
    look()
  })

const work = (items: number[], act: Work<number>['act'], atOnce = 4): Work<number> => ({
  ...{ title: 'Invite', assessmentId: '1', items, atOnce, act },
  nameOf: (item) => `Candidate ${item}`,
})
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test('work goes on batch by batch and says how far it is', async () => {
  const tasks = createTasks()
  const seen: number[] = []
  tasks.subscribe(() => seen.push(tasks.list()[0]?.done ?? -1))
  const batches: number[][] = []
  tasks.start(
    work(upTo(10), async (batch) => {
      batches.push(batch)
      return []
    }),
  )
  expect(tasks.isRunning()).toBe(true)
  await over(tasks)
  expect(tasks.isRunning()).toBe(false)
  expect(batches.map(({ length }) => length)).toEqual([4, 4, 2])
  expect(seen).toEqual([0, 4, 8, 10, 10])
})

test('several requests are on their way together where that is said', async () => {
  const tasks = createTasks()
  let underWay = 0
  let most = 0
  const act = async () => {
    most = Math.max(most, ++underWay)
    await new Promise((done) => setTimeout(done, 1))
    underWay--
    return []
  }
  tasks.start({ ...work(upTo(10), act, 1), lanes: 4 })
  await over(tasks)
  expect(most).toBe(4)
  expect(tasks.list()).toMatchObject([{ of: 10, done: 10, failed: [] }])
})

test('one that is refused is found in its batch, the others are done, and only it is tried again', async () => {
  const tasks = createTasks()
  const done = new Set<number>()
  let isMended = false
  const id = tasks.start(
    work(upTo(8), async (batch) => {
      if (batch.includes(5) && !isMended) throw new Refused(422, '', 'is completed already')
      for (const item of batch) done.add(item)
      return []
    }),
  )
  await over(tasks)
  expect(tasks.list()[0]).toMatchObject({ done: 8, failed: [{ name: 'Candidate 5', why: 'is completed already' }] })
  expect([...done].sort()).toEqual([0, 1, 2, 3, 4, 6, 7])
  isMended = true
  tasks.tryAgain(id)
  await over(tasks)
  expect(tasks.list()).toMatchObject([{ of: 1, done: 1, failed: [] }])
})

test('without a line the whole batch has failed, and is not asked for again piece by piece', async () => {
  const tasks = createTasks()
  let asked = 0
  tasks.start(
    work(upTo(4), async () => {
      asked++
      throw new Offline()
    }),
  )
  await over(tasks)
  expect(asked).toBe(1)
  expect(tasks.list()[0]?.failed).toHaveLength(4)
})

test('what is stopped leaves the rest undone, and can be gone on with', async () => {
  const tasks = createTasks()
  const done: number[] = []
  const id = tasks.start(
    work(upTo(8), async (batch) => {
      done.push(...batch)
      tasks.stop(1)
      return []
    }),
  )
  await over(tasks)
  expect(done).toEqual([0, 1, 2, 3])
  expect(tasks.list()[0]?.failed).toHaveLength(4)
  tasks.tryAgain(id)
  await over(tasks)
  expect(done.slice(4)).toEqual([4, 5, 6, 7])
})
