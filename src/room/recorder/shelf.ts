import type { Question } from '../contract.ts'
import { openRoomDatabase } from './indexed.ts'
import { shelfInMemory } from './shelf-in-memory.ts'
import { shelfOnDisk } from './shelf-on-disk.ts'

/** One run of the recorder, as this browser remembers it until the server has all of it. */
export type HeldSegment = {
  id: string
  room: string
  takeId: string
  questionId: number
  number: number
  mimeType: string
  begunAt: number
  count: number
  bytes: number
  recordedMs: number
  ended?: string
  /** A picture of it, as JPEG. */
  still?: ArrayBuffer
}

/** An ArrayBuffer and not a Blob: private windows of Safari refuse Blobs. */
export type HeldChunk = { segmentId: string; index: number; bytes: ArrayBuffer; digest: string }

/** Which take answers a question, until the server knows. */
export type HeldChoice = { room: string; questionId: number; takeId: string }

/** An answer that is not recorded, until the server has it. A later one takes its place. */
export type HeldAnswer = {
  room: string
  questionId: number
  /** When it was given: tells it from the one that takes its place. */
  at: number
  written?: NonNullable<Question['written']>
  file?: { name: string; bytes: ArrayBuffer; digest: string }
}

/**
 * What was recorded and is not yet safe on the server. Everything is here before it is sent, and leaves only
 * when the server has it. Each shelf holds the things of one room, which is one interview.
 */
export interface Shelf {
  /** Whether a reload or a crash finds everything again. */
  readonly lasting: boolean
  begin(segment: HeldSegment): Promise<void>
  /** Chunks are added in order, each with how much has been recorded by its end. */
  add(chunk: HeldChunk, recordedMs: number): Promise<void>
  addStill(segmentId: string, still: ArrayBuffer): Promise<void>
  end(segmentId: string, reason: string, recordedMs?: number): Promise<void>
  /** Oldest first: what was recorded first is safe first. */
  segments(): Promise<HeldSegment[]>
  chunks(segmentId: string, atMost: number): Promise<HeldChunk[]>
  /** How many chunks of all segments the server does not have. */
  chunksLeft(): Promise<number>
  chunkSent(chunk: HeldChunk): Promise<void>
  segmentSealed(segmentId: string): Promise<void>
  choose(questionId: number, takeId: string): Promise<void>
  choices(): Promise<HeldChoice[]>
  /** Forgets the choice, unless they chose another take meanwhile. */
  choiceSent(choice: HeldChoice): Promise<void>
  answer(questionId: number, said: Pick<HeldAnswer, 'written' | 'file'>): Promise<void>
  answers(): Promise<HeldAnswer[]>
  /** Forgets the answer, unless another took its place meanwhile. */
  answerSent(answer: HeldAnswer): Promise<void>
  /** Forgets everything of this room: they have withdrawn. */
  clear(): Promise<void>
}

/** The lasting shelf, or where the browser keeps nothing, one in memory: recording is still better than not. */
export async function openShelf(room: string): Promise<Shelf> {
  try {
    return shelfOnDisk(await openRoomDatabase(), room)
  } catch {
    return shelfInMemory(room)
  }
}
