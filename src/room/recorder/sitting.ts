import { type Api, createApi } from './api.ts'
import { type HeldSegment, openShelf, type Shelf } from './shelf.ts'
import { createUploader, type Uploader, type UploadState } from './uploader.ts'

/** One candidate before one interview in one tab: their link, what they recorded, and its way to the server. */
export type Sitting = {
  room: string
  api: Api
  shelf: Shelf
  uploader: Uploader
  /** Segments a reload or a crash cut off, found at the start. */
  cutOff: HeldSegment[]
}

export async function startSitting(token: string, changed: (state: UploadState) => void): Promise<Sitting> {
  const room = await roomOf(token)
  const api = createApi(token)
  const shelf = await openShelf(room)
  const cutOff = await endWhatWasCutOff(shelf)
  const uploader = createUploader(shelf, api, changed)
  void uploader.run(`greenroom upload ${room}`)
  addEventListener('online', uploader.tryNow)
  document.addEventListener('visibilitychange', uploader.tryNow)
  return { room, api, shelf, uploader, cutOff }
}

/** A name for this interview on this device that does not give the link away. */
async function roomOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return Array.from(new Uint8Array(hash).subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A segment nobody ended and nobody holds was cut off; one held is being recorded in another tab. */
async function endWhatWasCutOff(shelf: Shelf): Promise<HeldSegment[]> {
  const open = (await shelf.segments()).filter(({ ended }) => ended === undefined)
  const cutOff: HeldSegment[] = []
  for (const segment of open) {
    if (await isHeld(segment.id)) continue
    await shelf.end(segment.id, 'page-closed')
    cutOff.push(segment)
  }
  return cutOff
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

async function isHeld(id: string): Promise<boolean> {
  if (!navigator.locks) return false
  return await navigator.locks.request(lockOf(id), { ifAvailable: true }, (lock) => lock === null)
}

const lockOf = (segmentId: string) => `greenroom segment ${segmentId}`
