/**
 * Where media lie: named objects, each written once, whole, and never changed.
 * A folder today; a bucket has the same verbs, with a draft kept on local disk until it is published.
 */
export interface MediaStore {
  /** What another process needs to open the same store. */
  readonly place: StorePlace
  /** When this returns, the bytes survive a power cut. An object that is already there is left as it is. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Throws NotStored. */
  open(key: string): Promise<StoredObject>
  /** An object written in any order, unseen until it is published. */
  create(key: string): Promise<Draft>
  /** Removing what is not there is done already. */
  remove(key: string): Promise<void>
  /** All keys under a folder of keys ('' for all there are), in no order. */
  list(under: string): AsyncIterable<string>
  /** Clears away drafts whose process died long ago; safe while others are writing. */
  sweep(): Promise<void>
}

export type StorePlace = { kind: 'disk'; folder: string }

export interface StoredObject {
  readonly size: number
  /** Fewer bytes come back only at the object's end. */
  read(at: number, bytes: number): Promise<Buffer>
  close(): Promise<void>
}

export interface Draft {
  read(at: number, bytes: number): Promise<Buffer>
  write(at: number, bytes: Uint8Array): Promise<void>
  /** As durable as put. */
  publish(): Promise<void>
  discard(): Promise<void>
}

export class NotStored extends Error {}

/** No room left. Nothing half written stays behind; the same call may succeed later. */
export class StoreFull extends Error {}

/** Keys are our own making; one that could climb out of the store is a bug. */
export function checkKey(key: string): string {
  const parts = key.split('/')
  if (!parts.every((part) => /^[\w-][\w.-]*$/.test(part))) throw new Error(`Not a media key: ${key}`)
  return key
}
