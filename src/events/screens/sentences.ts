import type { ListedEvent } from '../contract.ts'
import type { EventKind } from '../kinds.ts'

/** What can be looked for. */
export const groups: [string, string][] = [
  ['interview', 'Interviews'],
  ['interview.viewed', 'Viewings'],
  ['interview.decided', 'Decisions'],
  ['review', 'Reviews'],
  ['candidate', 'Candidates'],
  ['candidates', 'Exports of candidates'],
  ['assessment', 'Assessments'],
  ['question', 'Questions'],
  ['library', 'Library'],
  ['criterion', 'Criteria'],
  ['media', 'Recordings'],
  ['picture', 'Pictures'],
  ['user', 'People'],
  ['key', 'API keys'],
  ['webhook', 'Webhooks'],
  ['company', 'Company'],
  ['audit', 'Audit log'],
  ['analytics', 'Exports of analytics'],
]

type Sentence = (subject: string, details: Record<string, unknown>, name: string) => string

const about = (what: string) => (subject: string) => `${what} ${subject}`
/** A colleague or a key by what they are called now. */
const named = (did: string) => (_: string, __: unknown, name: string) => `${did} ${name}`
const changed: (what: string) => Sentence =
  (what) =>
  (subject, { changed }) =>
    `changed ${what} ${subject}${Array.isArray(changed) && changed.length > 0 ? `: ${changed.join(', ')}` : ''}`

/** Every event as the rest of a sentence that begins with who it was. Numbers, and no names: names are erasable. */
const sentences: Record<EventKind, Sentence> = {
  'company.created': () => 'made the company',
  'company.updated': () => 'renamed the company',
  'user.created': (_, { role }, name) => `made the account of ${name}, ${role}`,
  'user.signed_in': () => 'signed in',
  'user.signed_out': () => 'signed out',
  'user.invited': (_, { role }, name) => `invited ${name}, ${role}`,
  'user.joined': () => 'chose a password and joined',
  'user.renamed': () => 'changed their name',
  'user.role_changed': (_, { role, before }, name) => `changed the role of ${name} from ${before} to ${role}`,
  'user.disabled': named('disabled'),
  'user.enabled': named('enabled'),
  'user.password_changed': () => 'changed their password',
  'user.password_forgotten': named('was asked for a new password for'),
  'key.created': (_, __, name) => `made API key “${name}”`,
  'key.revoked': (_, __, name) => `revoked API key “${name}”`,
  'assessment.created': (subject, { from }) => `made assessment ${subject}${from ? ` from ${from}` : ''}`,
  'assessment.updated': changed('assessment'),
  'assessment.closed': about('closed assessment'),
  'question.created': about('added question'),
  'question.updated': (subject, { before }) =>
    `changed question ${subject}${before && String(before) !== subject ? `, a new version of ${before}` : ''}`,
  'question.removed': about('took out question'),
  'library.added': about('added to the library: question'),
  'library.updated': about('changed in the library: question'),
  'picture.added': about('added picture'),
  'criterion.created': about('made criterion'),
  'criterion.updated': about('changed criterion'),
  'candidate.created': about('added candidate'),
  'candidate.updated': about('changed the name or address of candidate'),
  'candidate.erased': about('erased candidate'),
  'candidates.exported': (subject, { count }) => `exported ${count ?? ''} candidates of assessment ${subject}`,
  'audit.exported': () => 'exported the audit log',
  'analytics.exported': (_, { assessmentId }) =>
    `exported analytics of ${assessmentId ? `assessment ${assessmentId}` : 'all assessments'}`,
  'interview.created': (subject, { assessmentId }) => `made interview ${subject} of assessment ${assessmentId ?? ''}`,
  'interview.updated': changed('interview'),
  'interview.invited': about('invited the candidate of interview'),
  'interview.reminded': about('reminded the candidate of interview'),
  'interview.expired': (subject) => `found the deadline of interview ${subject} passed`,
  'interview.extended': about('moved the deadline of interview'),
  'interview.unsubscribed': (subject) => `asked for no more reminders of interview ${subject}`,
  'interview.resubscribed': (subject) => `asked for reminders of interview ${subject} again`,
  'interview.letter_failed': about('could not reach the candidate of interview'),
  'interview.letter_unsent': about('could not send a letter to the candidate of interview'),
  'interview.opened': about('opened interview'),
  'interview.consented': about('agreed to be recorded in interview'),
  'interview.started': about('began interview'),
  'interview.answered': (subject, { questionId }) => `answered question ${questionId ?? ''} of interview ${subject}`,
  'interview.submitted': about('handed in interview'),
  'interview.shared': about('shared interview'),
  'interview.unshared': about('ended a share link of interview'),
  'interview.viewed': about('viewed interview'),
  'interview.withdrawn': about('withdrew from interview'),
  'interview.deleted': (subject, { because }) =>
    `deleted interview ${subject}${because === 'retention' ? ', which was kept long enough' : ''}`,
  'interview.time_requested': about('asked for more time in interview'),
  'interview.deadline_requested': about('asked for a later deadline of interview'),
  'interview.retake_requested': about('asked to answer again in interview'),
  'interview.request_granted': about('granted a request in interview'),
  'interview.request_refused': about('refused a request in interview'),
  'interview.reopened': about('opened again interview'),
  'interview.decided': (subject, { outcome }) =>
    outcome ? `decided on interview ${subject}: ${outcome}` : `took back the decision on interview ${subject}`,
  'interview.unmasked': about('showed reviewers who is behind interview'),
  'review.rated': about('rated interview'),
  'review.commented': about('commented on interview'),
  'review.comment_removed': about('removed a comment on interview'),
  'review.submitted': about('handed in their review of interview'),
  'review.changed': about('changed their review of interview'),
  'review.informed': about("looked at others' reviews before their own of interview"),
  'webhook.created': about('made webhook'),
  'webhook.updated': changed('webhook'),
  'webhook.removed': about('removed webhook'),
  'webhook.rotated': about('gave a new secret to webhook'),
  'webhook.tested': about('sent a test to webhook'),
  'webhook.replayed': about('sent again from webhook'),
  'webhook.disabled': (subject, { why }) => `switched webhook ${subject} off: ${why}`,
  'media.ready': about('made playable recording'),
  'media.failed': about('could not make playable recording'),
  'media.downloaded': about('downloaded recording'),
}

export function sentenceOf({ kind, subject, subjectName, details }: ListedEvent): string {
  const sentence = sentences[kind as EventKind] as Sentence | undefined
  return sentence?.(subject, details, subjectName ?? subject) ?? `${kind} ${subject}`
}

export function whoOf({ actor, actorName }: ListedEvent): string {
  if (actorName) return actorName
  const [kind, id] = actor.split(':')
  if (kind === 'user') return `User ${id}`
  if (kind === 'interview') return `The candidate of interview ${id}`
  if (kind === 'share') return 'Somebody with a share link'
  return kind === 'key' ? 'A program with an API key' : 'Greenroom'
}
