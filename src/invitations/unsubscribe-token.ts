import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { tokenOf } from '../interviews/link-token.ts'
import type { World } from '../lib/context.ts'

/**
 * The link in a reminder that ends reminders: the letter's id, to find the interview by, and a proof under the candidate's key
 * that it was in that letter. It opens no interview, and dies with the key.
 */
export const unsubscribeLink = ({ publicUrl }: Pick<World, 'publicUrl'>, linkKey: KeyObject, letterId: string) =>
  `${publicUrl}/unsubscribe/${letterId}.${tokenOf(linkKey, 'unsubscribe', letterId)}`

/** The letter a token names, whether or not the token is true. */
export const letterIn = (token: string): string | undefined =>
  token.match(/^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}$/)?.[1]

export function isTrue(linkKey: KeyObject, letterId: string, token: string): boolean {
  const right = Buffer.from(`${letterId}.${tokenOf(linkKey, 'unsubscribe', letterId)}`)
  const given = Buffer.from(token)
  return given.length === right.length && timingSafeEqual(given, right)
}
