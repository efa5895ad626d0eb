import { settled } from './indexed.ts'
import type { HeldAnswer, HeldChoice, HeldChunk, HeldSegment, Shelf } from './shelf.ts'

/** On this device's disk. Strict: a transaction counts only when the disk, not the operating system, has it. */
export function shelfOnDisk(database: IDBDatabase, room: string): Shelf {
  const ofRoom = IDBKeyRange.bound([room], [room, []])
  const write = (stores: string[]) => database.transaction(stores, 'readwrite', { durability: 'strict' })

  return {
    lasting: true,

    async begin(segment: HeldSegment): Promise<void> {
      const work = write(['segments'])
      work.objectStore('segments').put(segment)
      await settled(work)
    },

    /** The chunk and the count of chunks change together, so that a count never promises what is not there. */
    async add(chunk: HeldChunk, recordedMs: number): Promise<void> {
      const work = write(['segments', 'chunks'])
      work.objectStore('chunks').put(chunk)
      change(work, chunk.segmentId, (segment) => ({
        count: chunk.index + 1,
        bytes: segment.bytes + chunk.bytes.byteLength,
        recordedMs,
      }))
      await settled(work)
    },

    async addStill(segmentId: string, still: ArrayBuffer): Promise<void> {
      const work = write(['segments'])
      change(work, segmentId, () => ({ still }))
      await settled(work)
    },

    async end(segmentId: string, reason: string, recordedMs?: number): Promise<void> {
      const work = write(['segments'])
      change(work, segmentId, (segment) => ({ ended: reason, recordedMs: recordedMs ?? segment.recordedMs }))
      await settled(work)
    },

    async segments(): Promise<HeldSegment[]> {
      const work = database.transaction('segments')
      const found = work.objectStore('segments').index('room').getAll(room)
      await settled(work)
      return (found.result as HeldSegment[]).sort((a, b) => a.begunAt - b.begunAt)
    },

    async chunks(segmentId: string, atMost: number): Promise<HeldChunk[]> {
      const work = database.transaction('chunks')
      const found = work.objectStore('chunks').getAll(chunksOf(segmentId), atMost)
      await settled(work)
      return found.result
    },

    async chunksLeft() {
      const ids = (await this.segments()).map(({ id }) => id)
      const work = database.transaction('chunks')
      const counts = ids.map((id) => work.objectStore('chunks').count(chunksOf(id)))
      await settled(work)
      return counts.reduce((sum, count) => sum + count.result, 0)
    },

    async chunkSent(chunk: HeldChunk): Promise<void> {
      const work = write(['chunks'])
      work.objectStore('chunks').delete([chunk.segmentId, chunk.index])
      await settled(work)
    },

    async segmentSealed(segmentId: string): Promise<void> {
      const work = write(['segments', 'chunks'])
      work.objectStore('chunks').delete(chunksOf(segmentId))
      work.objectStore('segments').delete(segmentId)
      await settled(work)
    },

    async choose(questionId: number, takeId: string): Promise<void> {
      const work = write(['choices'])
      work.objectStore('choices').put({ room, questionId, takeId } satisfies HeldChoice)
      await settled(work)
    },

    async choices(): Promise<HeldChoice[]> {
      const work = database.transaction('choices')
      const found = work.objectStore('choices').getAll(ofRoom)
      await settled(work)
      return found.result
    },

    async choiceSent({ questionId, takeId }: HeldChoice): Promise<void> {
      const work = write(['choices'])
      const store = work.objectStore('choices')
      const found = store.get([room, questionId])
      found.onsuccess = () => {
        if (found.result?.takeId === takeId) store.delete([room, questionId])
      }
      await settled(work)
    },

    async answer(questionId: number, said: Pick<HeldAnswer, 'written' | 'file'>): Promise<void> {
      const work = write(['answers'])
      work.objectStore('answers').put({ room, questionId, at: Date.now(), ...said } satisfies HeldAnswer)
      await settled(work)
    },

    async answers(): Promise<HeldAnswer[]> {
      const work = database.transaction('answers')
      const found = work.objectStore('answers').getAll(ofRoom)
      await settled(work)
      return found.result
    },

    async answerSent({ questionId, at }: HeldAnswer): Promise<void> {
      const work = write(['answers'])
      const store = work.objectStore('answers')
      const found = store.get([room, questionId])
      found.onsuccess = () => {
        if (found.result?.at === at) store.delete([room, questionId])
      }
      await settled(work)
    },

    async clear(): Promise<void> {
      const ids = (await this.segments()).map(({ id }) => id)
      const work = write(['segments', 'chunks', 'choices', 'answers'])
      for (const id of ids) {
        work.objectStore('chunks').delete(chunksOf(id))
        work.objectStore('segments').delete(id)
      }
      for (const store of ['choices', 'answers']) work.objectStore(store).delete(ofRoom)
      await settled(work)
    },
  }
}

const chunksOf = (segmentId: string) => IDBKeyRange.bound([segmentId], [segmentId, []])

function change(work: IDBTransaction, segmentId: string, by: (segment: HeldSegment) => Partial<HeldSegment>): void {
  const store = work.objectStore('segments')
  const found = store.get(segmentId)
  found.onsuccess = () => {
    if (found.result) store.put({ ...found.result, ...by(found.result) })
  }
}
