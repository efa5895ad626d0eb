/** What a status means (RFC 3463), by the first that fits. */
const meanings: [RegExp, string][] = [
  [/^\d\.1\.(2|8)$/, 'Their mail server does not exist'],
  [/^\d\.1\./, 'The address does not exist'],
  [/^\d\.2\.1$/, 'The mailbox is switched off'],
  [/^\d\.2\.2$/, 'The mailbox is full'],
  [/^\d\.(2\.3|3\.4)$/, 'The letter is too large for their mail server'],
  [/^\d\.4\./, 'Their mail server could not be reached'],
  [/^\d\.7\./, 'Their mail server does not want the letter'],
]

/** Why a letter came back, for a recruiter. */
export function sentenceOf(status: string): string {
  const [, meaning = 'The letter came back'] = meanings.find(([pattern]) => pattern.test(status)) ?? []
  return status ? `${meaning} (${status})` : meaning
}
