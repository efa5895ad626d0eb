import { Problem } from '../lib/problem.ts'

/**
 * Where media lie: named objects, each written once, whole, and never changed. A folder, or a bucket of an S3 store.
 * What is written twice under one key is the same both times, and either may stay.
 */
export interface MediaStore {
  /** When this returns, the bytes survive a power cut. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Throws NotStored. */
  open(key: string): Promise<StoredObject>
  /** An object written in any order, unseen until it is published. */
  create(key: string): Promise<Draft>
  /** Removing what is not there is done already. */
  remove(key: string): Promise<void>
  /** All keys under a folder of keys ('' for all there are), in no order. */
  list(under: string): AsyncIterable<string>
  /** Objects for another process to read, and a place for what it makes of them. Throws NotStored. */
  lend(keys: string[]): Promise<Loan>
  /** Clears away drafts whose process died long ago; safe while others are writing. */
  sweep(): Promise<void>
  /** Throws a StartUpError that says why it cannot be used. */
  check(): Promise<void>
}

/** A folder that is a disk store of its own: who works in it needs no way into the store behind it. */
export interface Loan {
  readonly folder: string
  /** Brings an object made there into the store; as durable as put. */
  take(key: string): Promise<void>
  end(): Promise<void>
}

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
export class StoreFull extends Problem {
  constructor(cause?: unknown) {
    super('storage_full', 'There is no room left for recordings. Keep this and try again.')
    this.cause = cause
  }
}

/** It does not answer now. Whether a call that fails so was carried out is not known; the same call may succeed later. */
export class StoreUnavailable extends Problem {
  constructor(cause: unknown) {
    super('unavailable', 'Recordings cannot be reached now. Keep this and try again.', { retryAfterSeconds: 5 })
    this.cause = cause
  }
}

/** Keys are our own making; one that could climb out of the store is a bug. */
export function checkKey(key: string): string {
  const parts = key.split('/')
  if (!parts.every((part) => /^[\w-][\w.-]*$/.test(part))) throw new Error(`Not a media key: ${key}`)
  return key
}
