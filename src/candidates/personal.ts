import type { KeyObject } from 'node:crypto'
import { keyFor, openText, seal } from '../lib/vault.ts'

/** What identifies a person. It exists in memory and inside one AES-256-GCM envelope, nowhere else. */
export type Personal = { firstName: string; lastName: string; email: string }

/** A fresh IV at every write: a reused one would break GCM. */
export const sealPersonal = (dataKey: KeyObject, { firstName, lastName, email }: Personal): Buffer =>
  seal(keyFor(dataKey, 'personal'), Buffer.from(JSON.stringify([firstName, lastName, email])))

export function openPersonal(dataKey: KeyObject, sealed: Buffer): Personal {
  const [firstName, lastName, email] = JSON.parse(openText(keyFor(dataKey, 'personal'), sealed)) as string[]
  return { firstName: firstName ?? '', lastName: lastName ?? '', email: email ?? '' }
}
