import { simpleParser } from 'mailparser'
import { type Fields, fieldsOf, groupsIn } from './fields.ts'

/** What a mail server says became of one of our letters. */
export type Report = { letterId: string; action: 'failed' | 'delayed'; status: string }

/** A report holds a letter's head, not its text; whatever is larger is something else. */
export const mostBytes = 1_000_000

/** Anybody can write here, and a million bytes of addresses take seconds to read, in which nobody else is answered. */
const plainly = {
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  maxHeadSize: 50_000,
  maxChildNodes: 20,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
}

/**
 * Reads a delivery status notification (RFC 3464). Undefined for every other message: an answer of somebody who is away, one
 * that cannot be read, one about a letter that is none of ours.
 */
export async function reportIn(message: Buffer): Promise<Report | undefined> {
  if (message.length > mostBytes) return undefined
  const { headers, attachments } = await simpleParser(message, plainly)
  if (!isReport(headers.get('content-type'))) return undefined
  const part = (type: RegExp) => attachments.find(({ contentType }) => type.test(contentType))?.content.toString('utf8')
  // `global-` is the same for addresses beyond ASCII (RFC 6533).
  const [about = {}, ...recipients] = groupsIn(part(/^message\/(global-)?delivery-status$/) ?? '')
  const returned = fieldsOf(part(/^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/) ?? '')
  const letterId = letterIn(returned) ?? uuidIn(about['original-envelope-id'])
  const outcome = recipients.map(outcomeOf).find((each) => each !== undefined)
  return letterId && outcome ? { letterId, ...outcome } : undefined
}

const isReport = (type: unknown) => {
  const { value, params } = (type ?? {}) as { value?: string; params?: Record<string, string> }
  return value === 'multipart/report' && params?.['report-type']?.toLowerCase() === 'delivery-status'
}

/**
 * A letter's id is its Message-ID, the whole of it before the @: some mail servers put one of theirs in its place, with another
 * UUID in it. Who does not know it was not sent it.
 */
const letterIn = (returned: Fields) => uuidIn(returned['message-id']?.match(/^<?[\da-f-]{36}@/i)?.[0])

const uuidIn = (words = '') => words.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i)?.[0].toLowerCase()

/** Of its fields only these are told on: the diagnosis in a server's own words names the address. */
function outcomeOf({ action, status }: Fields): Omit<Report, 'letterId'> | undefined {
  const what = action?.toLowerCase()
  if (what !== 'failed' && what !== 'delayed') return undefined
  return { action: what, status: status?.match(/^[245]\.\d{1,3}\.\d{1,3}\b/)?.[0] ?? '' }
}
