/** Every letter a candidate can get. */
export const letterKinds = ['invitation', 'reminder', 'retake', 'grant', 'refusal'] as const
export type LetterKind = (typeof letterKinds)[number]
