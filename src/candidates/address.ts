/** What we take for an e-mail address: one @ between two parts without spaces or signs that letters give a meaning. */
export const addressPattern = '^\\s*[^@\\s<>,;:"()\\[\\]\\\\]+@[^@\\s<>,;:"()\\[\\]\\\\]+\\s*$'

const longestAddress = 320

const address = new RegExp(addressPattern)

export const isAddress = (given: string) => given.length <= longestAddress && address.test(given)
