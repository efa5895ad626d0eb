import type { HeldAnswer, HeldChoice, HeldChunk, HeldSegment, Shelf } from './shelf.ts'

/** For a browser that will not store anything: what is unsent is lost with the page, and the page says so. */
export function shelfInMemory(room: string): Shelf {
  const segments = new Map<string, HeldSegment>()
  const chunks = new Map<string, HeldChunk[]>()
  const choices = new Map<number, HeldChoice>()
  const answers = new Map<number, HeldAnswer>()

  return {
    lasting: false,
    async begin(segment) {
      segments.set(segment.id, segment)
      chunks.set(segment.id, [])
    },
    async add(chunk, recordedMs) {
      const segment = segments.get(chunk.segmentId)
      if (!segment) return
      chunks.get(segment.id)?.push(chunk)
      Object.assign(segment, { count: chunk.index + 1, bytes: segment.bytes + chunk.bytes.byteLength, recordedMs })
    },
    async addStill(segmentId, still) {
      const segment = segments.get(segmentId)
      if (segment) Object.assign(segment, { still })
    },
    async end(segmentId, reason, recordedMs) {
      const segment = segments.get(segmentId)
      if (segment) Object.assign(segment, { ended: reason, recordedMs: recordedMs ?? segment.recordedMs })
    },
    segments: async () => [...segments.values()].map((segment) => ({ ...segment })),
    chunks: async (segmentId, atMost) => (chunks.get(segmentId) ?? []).slice(0, atMost),
    chunksLeft: async () => [...chunks.values()].reduce((sum, each) => sum + each.length, 0),
    async chunkSent({ segmentId, index }) {
      chunks.set(
        segmentId,
        (chunks.get(segmentId) ?? []).filter((chunk) => chunk.index !== index),
      )
    },
    async segmentSealed(segmentId) {
      segments.delete(segmentId)
      chunks.delete(segmentId)
    },
    async choose(questionId, takeId) {
      choices.set(questionId, { room, questionId, takeId })
    },
    choices: async () => [...choices.values()],
    async choiceSent({ questionId, takeId }) {
      if (choices.get(questionId)?.takeId === takeId) choices.delete(questionId)
    },
    async answer(questionId, said) {
      answers.set(questionId, { room, questionId, at: Date.now(), ...said })
    },
    answers: async () => [...answers.values()],
    async answerSent({ questionId, at }) {
      if (answers.get(questionId)?.at === at) answers.delete(questionId)
    },
    async clear() {
      for (const held of [segments, chunks, choices, answers]) held.clear()
    },
  }
}
