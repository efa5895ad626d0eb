import { createHash, createHmac, type KeyObject } from 'node:crypto'

/**
 * The token of a link that acts for a candidate, shows an interview, or ends its reminders: 256 bits, made of the candidate's
 * own key and the link's id. So it never has to be stored: a letter sent again holds the same link, only the hash stands in
 * the database, and it dies with the key.
 */
export const tokenOf = (linkKey: KeyObject, kind: 'invitation' | 'share' | 'unsubscribe', id: string): string =>
  createHmac('sha256', linkKey).update(`${kind} ${id}`).digest('base64url')

export const hashOfLink = (token: string): Buffer => createHash('sha256').update(token).digest()
