import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'
import nodemailer from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js'
import { codeOf } from './start-up-error.ts'

/** A letter ready to leave. Its id is its Message-ID too, so the same letter sent twice is seen to be one. */
export type Letter = {
  id: string
  to: string
  /** Whom it is from in words, before the address of MAIL_FROM. Undefined is the name that stands there. */
  fromName?: string
  subject: string
  text: string
  html: string
  /** The letter it belongs to: mail programs show the two as one thread. */
  follows?: string
  /** Where a press on the mail program's own button says that no more such letters are wanted (RFC 8058). */
  unsubscribe?: string
  attached?: Attached[]
}

/** A file of a letter; one with a `cid` stands in its text. */
export type Attached = { name: string; type: string; content: Buffer | string; cid?: string }

/** The mail server will never take this letter: there is nobody at its address, or it does not want what it says. */
export class LetterRefused extends Error {}

/** Where letters leave: the SMTP server when there is one, else a folder of .eml files. */
export type Letters = {
  leaveBy: 'smtp' | 'folder'
  send: (letter: Letter) => Promise<void>
  /** The same for whoever looks on: what was answered, in the other side's own words, which may name the address. */
  attempt: (letter: Letter) => Promise<Attempt>
  /** Where letters that cannot be delivered come back to: the envelope's sender (RFC 5321 §4.4). */
  returnPath: string
  close: () => void
}

export type Attempt = { taken: boolean; answer: string }

type Settings = {
  smtpUrl?: string | undefined
  folder: string
  from: string
  returnPath?: string | undefined
  patience?: Patience
}

/** How long we wait for one answer of the mail server, and for all of them that a letter takes. */
export type Patience = { answerMs: number; letterMs: number }

/**
 * A server that looks into a letter before it takes it may need its time, and one given up on at that point gets the
 * letter twice (RFC 5321 §4.5.3.2.6). What claims a letter counts on the second.
 */
const usualPatience = { answerMs: 60_000, letterMs: 150_000 }

/** The address alone of "Name <address>". */
export const addressIn = (sender: string): string => sender.match(/([^<\s]+@[^>\s]+)/)?.[1] ?? sender

/** The same under the name that its host has among machines: bücher.example is xn--bcher-kva.example (RFC 5890). */
export function asciiOf(address: string): string {
  const host = address.slice(address.lastIndexOf('@') + 1)
  return address.slice(0, -host.length) + (domainToASCII(host) || host)
}

export function createLetters({ smtpUrl, folder, from, returnPath, patience = usualPatience }: Settings): Letters {
  const sender = { from, returnPath: returnPath ?? addressIn(from) }
  return smtpUrl ? bySmtp(smtpUrl, sender, patience) : asFiles(folder, sender)
}

type Sender = { from: string; returnPath: string }

/** As many as leave at once from one process. */
export const mostConnections = 10

/** Connections are kept for the next letter. One is tried again by its outbox alone, which knows whether it still is to leave. */
function bySmtp(smtpUrl: string, sender: Sender, { answerMs, letterMs }: Patience): Letters {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: mostConnections,
    maxMessages: Number.POSITIVE_INFINITY,
    maxRequeues: 0,
    idleTimeout: 10_000,
    connectionTimeout: Math.min(answerMs, 10_000),
    greetingTimeout: Math.min(answerMs, 10_000),
    socketTimeout: answerMs,
  } as SMTPPool.Options)
  const send = (letter: Letter) => {
    const overtime = new AbortController()
    const timer = setTimeout(() => overtime.abort(), letterMs)
    const message = { ...messageOf(letter, sender), dsn: reportOf(letter), signal: overtime.signal }
    return transport.sendMail(message).finally(() => clearTimeout(timer))
  }
  return {
    leaveBy: 'smtp',
    returnPath: sender.returnPath,
    send: async (letter) => {
      await send(letter).catch(withoutAddress)
    },
    attempt: (letter) =>
      send(letter).then(
        ({ response }) => ({ taken: true, answer: String(response) }),
        (error: Error & { response?: string }) => ({ taken: false, answer: error.response ?? error.message }),
      ),
    close: () => transport.close(),
  }
}

/**
 * Asks a mail server that can (RFC 3461) to send back what it could not deliver, under the letter's id and without its text. Whom
 * it was for can only be said in ASCII.
 */
function reportOf({ id, to }: Letter) {
  const recipient = asciiOf(to)
  const notify = ['failure' as const, 'delay' as const]
  return {
    id,
    return: 'headers' as const,
    notify,
    ...(/^[!-~]+$/.test(recipient) && { recipient: `rfc822;${recipient}` }),
  }
}

/** What a permanent refusal (5xx, RFC 5321 §4.2.1) of a command is about; of others, it is about us, and may be put right. */
const refusable: Record<string, string> = { 'RCPT TO': 'The address', DATA: 'The letter' }

/**
 * So is one of an address for who we are (RFC 3463 §3.8), by which a mail server says that it passes nothing on for us; and one for
 * congestion (§3.5), by which some say that we have sent enough for a day.
 */
const isOfUs = (command: string, response: string) =>
  /\b5\.4\.5\b/.test(response) ||
  (command === 'RCPT TO' && /\b5\.7\.\d|\brelay(ing)? (access )?(denied|not permitted)/i.test(response))

type Answered = Error & { code?: string; responseCode?: number; response?: string; command?: string }

/** A mail server's refusal names the address; what is logged and kept with the letter may not. */
function withoutAddress({ code, responseCode = 0, response = '', command = '' }: Answered): never {
  const refused = refusable[command]
  if (refused && responseCode >= 500 && !isOfUs(command, response))
    throw new LetterRefused(`${refused} was refused (${responseCode})`)
  throw new Error(
    `The mail server did not take the letter (${[code, command, responseCode].filter(Boolean).join(', ')})`,
  )
}

function asFiles(folder: string, sender: Sender): Letters {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const send = async (letter: Letter) => {
    const { message } = await transport.sendMail(messageOf(letter, sender))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, `${letter.id}.eml`)
    await writeWhole(path, message as Buffer)
    return path
  }
  return {
    leaveBy: 'folder',
    returnPath: sender.returnPath,
    send: async (letter) => {
      await send(letter).catch(withoutPath)
    },
    attempt: async (letter) => ({ taken: true, answer: `No mail server is set: the letter is ${await send(letter)}` }),
    close: () => undefined,
  }
}

/** Why it did not leave is shown to recruiters, whom the machine's folders do not concern. */
function withoutPath(error: unknown): never {
  throw new Error(`The letter could not be written (${codeOf(error)})`, { cause: error })
}

const messageOf = ({ id, to, subject, text, html, ...letter }: Letter, { from, returnPath }: Sender) => ({
  messageId: messageIdOf(id, from),
  ...(letter.follows && {
    inReplyTo: messageIdOf(letter.follows, from),
    references: messageIdOf(letter.follows, from),
  }),
  envelope: { from: returnPath, to: { name: '', address: to } },
  from: letter.fromName ? { name: letter.fromName, address: addressIn(from) } : from,
  // As an object: an address with a comma or a bracket in it cannot become two.
  to: { name: '', address: to },
  subject,
  text,
  html,
  headers: {
    'Auto-Submitted': 'auto-generated',
    ...(letter.unsubscribe && {
      'List-Unsubscribe': `<${letter.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  },
  attachments: letter.attached?.map(({ name: filename, type: contentType, content, cid }) => ({
    filename,
    contentType,
    content,
    ...(cid && { cid, contentDisposition: 'inline' as const }),
  })),
})

const messageIdOf = (id: string, from: string) => `<${id}@${asciiOf(addressIn(from)).split('@').at(-1)}>`

/** The whole file or none of it, under its name only when it is on the disk. */
async function writeWhole(path: string, content: Buffer) {
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}
