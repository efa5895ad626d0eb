import { isAddress } from '../candidates/address.ts'
import type { ImportRow } from './contract.ts'

const longestName = 500

/** What is wrong with a row by itself, as a sentence; the screen and the server say the same. */
export function faultOf({ firstName, lastName, emailAddress }: ImportRow): string | undefined {
  const address = emailAddress?.trim() ?? ''
  if (address === '') return 'The email address is missing.'
  if (!isAddress(address)) return 'This is not an email address.'
  if ((firstName ?? '').trim().length > longestName) return 'The first name is too long.'
  if ((lastName ?? '').trim().length > longestName) return 'The last name is too long.'
  return undefined
}

export const twice = 'This address is in the list twice.'

/** Case and outer spaces do not make another person. */
export const sameAs = (address: string) => address.trim().toLowerCase()
