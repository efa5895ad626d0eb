import type { OwnTake } from '../contract.ts'
import { type Api, createApi } from './api.ts'
import { createLine, type Line } from './line.ts'
import { type HeldSegment, openShelf, type Shelf } from './shelf.ts'
import { createUploader, type Uploader, type UploadState } from './uploader.ts'

/** Where a recorder puts what it records, and whom it tells that there is more. */
export type Desk = {
  room: string
  shelf: Shelf
  uploader: Pick<Uploader, 'more' | 'expect'>
  line: Line
  /** What was on the shelf at the start, from a page before this one. */
  found: HeldSegment[]
  /** Where a take plays from; undefined while it is not all on the server, null where it never will be. */
  watch: (takeId: string) => Promise<string[] | undefined | null>
}

/** One candidate before one interview in one tab: their link, what they recorded, and its way to the server. */
export type Sitting = Desk & { api: Api; uploader: Uploader }

export async function startSitting(token: string, changed: (state: UploadState) => void): Promise<Sitting> {
  const room = await roomOf(token)
  const api = createApi(token)
  const shelf = await openShelf(room)
  const found = await endWhatWasCutOff(shelf)
  const line = createLine()
  const uploader = createUploader(shelf, api, line, changed)
  void uploader.run(`greenroom upload ${room}`)
  addEventListener('online', uploader.tryNow)
  document.addEventListener('visibilitychange', uploader.tryNow)
  return { room, api, shelf, uploader, line, found, watch: (takeId) => watch(api, takeId) }
}

async function watch(api: Api, takeId: string): Promise<string[] | undefined | null> {
  const answer = await api.take(takeId).catch(() => undefined)
  if (answer?.status === 403) return null
  if (answer?.status !== 200) return undefined
  const { segments } = answer.body as OwnTake
  if (segments.some(({ ready, failure }) => !ready && failure === null)) return undefined
  const urls = segments.filter(({ ready }) => ready).map(({ mediaUrl }) => mediaUrl)
  return urls.length > 0 ? urls : null
}

/** A name for this interview on this device that does not give the link away. */
async function roomOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return Array.from(new Uint8Array(hash).subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A segment nobody ended and nobody holds was cut off. One that is held is being recorded in another tab. */
async function endWhatWasCutOff(shelf: Shelf): Promise<HeldSegment[]> {
  const held: string[] = []
  for (const { id, ended } of await shelf.segments()) {
    if (ended !== undefined) continue
    if (await isHeld(id)) held.push(id)
    else await shelf.end(id, 'page-closed')
  }
  for (const id of held) void endOnceLetGo(shelf, id)
  return (await shelf.segments()).filter(({ id }) => !held.includes(id))
}

async function endOnceLetGo(shelf: Shelf, id: string): Promise<void> {
  await navigator.locks.request(lockOf(id), async () => {
    const segment = (await shelf.segments()).find((each) => each.id === id)
    if (segment && segment.ended === undefined) await shelf.end(id, 'page-closed')
  })
}

/** Marks a segment as being recorded by this tab, for as long as the tab lives or until it is let go. */
export function holdSegment(id: string): () => void {
  let letGo = () => {}
  const held = new Promise<void>((free) => {
    letGo = free
  })
  void navigator.locks?.request(lockOf(id), () => held)
  return letGo
}

/** A page just reloaded may hold it a moment longer. */
async function isHeld(id: string): Promise<boolean> {
  if (!navigator.locks) return false
  const patience = AbortSignal.timeout(1000)
  const isFree = navigator.locks.request(lockOf(id), { signal: patience }, () => false)
  return await isFree.catch(() => true)
}

const lockOf = (segmentId: string) => `greenroom segment ${segmentId}`
