import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js'

/** A letter ready to leave. Its id is its Message-ID too, so the same letter sent twice is seen to be one. */
export type Letter = { id: string; to: string; subject: string; text: string; html: string }

/** The mail server will never take this letter: there is nobody at its address, or it does not want what it says. */
export class LetterRefused extends Error {}

/** Where letters leave: the SMTP server when there is one, else a folder of .eml files. */
export type Letters = {
  leaveBy: 'smtp' | 'folder'
  send: (letter: Letter) => Promise<void>
  close: () => void
}

type Settings = { smtpUrl?: string | undefined; folder: string; from: string; patience?: Patience }

/** How long we wait for one answer of the mail server, and for all of them that a letter takes. */
export type Patience = { answerMs: number; letterMs: number }

/**
 * A server that looks into a letter before it takes it may need its time, and one given up on at that point gets the
 * letter twice (RFC 5321 §4.5.3.2.6). What claims a letter counts on the second.
 */
const usualPatience = { answerMs: 60_000, letterMs: 150_000 }

export function createLetters({ smtpUrl, folder, from, patience = usualPatience }: Settings): Letters {
  return smtpUrl ? bySmtp(smtpUrl, from, patience) : asFiles(folder, from)
}

/** As many as leave at once from one process. */
export const mostConnections = 10

/** Connections are kept for the next letter. A letter is tried again by its job alone, which knows whether it still is to leave. */
function bySmtp(smtpUrl: string, from: string, { answerMs, letterMs }: Patience): Letters {
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
  return {
    leaveBy: 'smtp',
    send: async (letter) => {
      const overtime = new AbortController()
      const timer = setTimeout(() => overtime.abort(), letterMs)
      const message = { ...messageOf(letter, from), signal: overtime.signal }
      await transport
        .sendMail(message)
        .catch(withoutAddress)
        .finally(() => clearTimeout(timer))
    },
    close: () => transport.close(),
  }
}

/** What a permanent refusal (5xx, RFC 5321 §4.2.1) of a command is about; of others, it is about us, and may be put right. */
const refusable: Record<string, string> = { 'RCPT TO': 'The address', DATA: 'The letter' }

/** A mail server's refusal names the address; what is logged and kept with the job may not. */
function withoutAddress({
  code,
  responseCode,
  command,
}: Error & { code?: string; responseCode?: number; command?: string }): never {
  const refused = refusable[command ?? '']
  if (refused && (responseCode ?? 0) >= 500) throw new LetterRefused(`${refused} was refused (${responseCode})`)
  throw new Error(
    `The mail server did not take the letter (${[code, command, responseCode].filter(Boolean).join(', ')})`,
  )
}

function asFiles(folder: string, from: string): Letters {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    leaveBy: 'folder',
    send: async (letter) => {
      const { message } = await transport.sendMail(messageOf(letter, from))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeWhole(join(folder, `${letter.id}.eml`), message as Buffer)
    },
    close: () => undefined,
  }
}

const messageOf = ({ id, to, subject, text, html }: Letter, from: string) => ({
  messageId: `<${id}@${from.match(/@([^>\s]+)/)?.[1] ?? 'greenroom'}>`,
  from,
  // As an object: an address with a comma or a bracket in it cannot become two.
  to: { name: '', address: to },
  subject,
  text,
  html,
  headers: { 'Auto-Submitted': 'auto-generated' },
})

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
