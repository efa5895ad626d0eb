/** Every letter a candidate can get. */
export const letterKinds = [
  'invitation',
  'reminder',
  'extended',
  'submitted',
  'retake',
  'grant',
  'refusal',
  'withdrawn',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** The recruiter's own words stand in these. */
export const hasOwnWords = (kind: LetterKind) => kind === 'invitation' || kind === 'reminder'

/** Those that tell a deadline bring it for the calendar. */
export const hasDeadline = (kind: LetterKind) => !['submitted', 'refusal', 'withdrawn'].includes(kind)

/** Nothing is left to open after a withdrawal. */
export const hasLink = (kind: LetterKind) => kind !== 'withdrawn'
