import { Refused } from './call.ts'

/** What could not be done for one of many, and why, as a sentence. */
export type Refusal<Item> = { item: Item; why: string }

export type Work<Item> = {
  title: string
  /** The assessment it is done in: its screens look again when it is over. */
  assessmentId: string
  items: Item[]
  /** So many are one request. */
  atOnce: number
  /** So many requests are on their way together; one after the other unless said. */
  lanes?: number
  nameOf: (item: Item) => string
  /** Answers whom it was refused for; what it throws was refused for all. */
  act: (batch: Item[]) => Promise<Refusal<Item>[]>
}

export type Task = {
  id: number
  title: string
  assessmentId: string
  of: number
  done: number
  failed: { name: string; why: string }[]
  isOver: boolean
}

export type Tasks = ReturnType<typeof createTasks>

/**
 * Long work that outlives the screen it was started on. Batch after batch; what fails is kept by name, and can be tried
 * again for those alone.
 */
export function createTasks() {
  let list: Task[] = []
  let made = 0
  const agains = new Map<number, () => void>()
  const stopped = new Set<number>()
  const listeners = new Set<() => void>()

  const put = (next: Task[]) => {
    list = next
    for (const listen of listeners) listen()
  }
  const change = (id: number, by: Partial<Task>) =>
    put(list.map((task) => (task.id === id ? { ...task, ...by } : task)))

  async function run<Item>(
    id: number,
    { items, atOnce, lanes = 1, nameOf, act }: Work<Item>,
    start: (items: Item[]) => void,
  ) {
    const refused: Refusal<Item>[] = []
    const left: Item[] = []
    const step = atOnce * lanes
    for (let at = 0; at < items.length; at += step) {
      const these = items.slice(at, at + step)
      if (stopped.has(id)) left.push(...these)
      else refused.push(...(await Promise.all(inBatches(these, atOnce).map((batch) => attempt(batch, act)))).flat())
      const failed = [...refused, ...left.map((item) => ({ item, why: 'Stopped before its turn.' }))]
      change(id, {
        done: Math.min(at + step, items.length),
        failed: failed.map(({ item, why }) => ({ name: nameOf(item), why })),
      })
    }
    agains.set(id, () => start([...refused.map(({ item }) => item), ...left]))
    change(id, { isOver: true })
  }

  function start<Item>(work: Work<Item>): number {
    const { title, assessmentId, items } = work
    const id = ++made
    put([...list, { id, title, assessmentId, of: items.length, done: 0, failed: [], isOver: false }])
    void run(id, work, (items) => {
      dismiss(id)
      start({ ...work, items })
    })
    return id
  }

  function dismiss(id: number) {
    agains.delete(id)
    put(list.filter((task) => task.id !== id))
  }

  return {
    start,
    dismiss,
    list: () => list,
    isRunning: () => list.some(({ isOver }) => !isOver),
    stop: (id: number) => void stopped.add(id),
    tryAgain: (id: number) => agains.get(id)?.(),
    /** When somebody else signs in: what was done is not theirs to see. */
    clear() {
      for (const { id } of list) stopped.add(id)
      put([])
    },
    subscribe(listen: () => void) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
  }
}

const inBatches = <Item>(all: Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

/** One that is refused refuses its whole batch: the halves are tried, down to the one it is. */
async function attempt<Item>(batch: Item[], act: Work<Item>['act']): Promise<Refusal<Item>[]> {
  try {
    return await act(batch)
  } catch (error) {
    const half = Math.ceil(batch.length / 2)
    if (batch.length > 1 && isAboutSome(error)) {
      return [...(await attempt(batch.slice(0, half), act)), ...(await attempt(batch.slice(half), act))]
    }
    return batch.map((item) => ({ item, why: (error as Error).message }))
  }
}

const isAboutSome = (error: unknown) => error instanceof Refused && [404, 409, 410, 413, 422].includes(error.status)

/** The one there is: it lives as long as the page. */
export const tasks = createTasks()
