import type { World } from '../lib/context.ts'
import type { Letter } from '../lib/mail.ts'
import { hasLink, type LetterKind } from './letter-kinds.ts'
import { letterOf } from './mail.ts'

/** A letter like those to candidates, about no interview: its links lead nowhere. */
export function sampleLetter(
  { publicUrl, now }: Pick<World, 'publicUrl' | 'now'>,
  kind: LetterKind,
  to: string,
  language: string,
): Letter {
  const at = now()
  const companyName = 'Greenroom'
  return letterOf(kind, {
    ...{ id: crypto.randomUUID(), to, now: at, language, companyName, assessmentName: 'Test' },
    ...{ timeZone: 'UTC', letterText: null, letterSubject: null, minutes: 15 },
    deadline: new Date(at.getTime() + 7 * 86_400_000),
    brand: { companyName, accent: null },
    calendar: { uid: `test@${new URL(publicUrl).hostname}`, sequence: 0 },
    link: hasLink(kind) ? `${publicUrl}/i/test` : undefined,
    unsubscribe: kind === 'reminder' ? `${publicUrl}/unsubscribe/test` : undefined,
    receipt: kind === 'submitted' ? exampleReceipt(at) : undefined,
  })
}

/** What a receipt looks like, with a fingerprint of nothing. */
export const exampleReceipt = (at: Date) => ({
  submittedAt: at,
  answers: [{ keptAt: at, sha256: '0'.repeat(64) }],
})
