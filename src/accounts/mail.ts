import { escapeHtml } from '../lib/html.ts'
import type { Letter } from '../lib/mail.ts'

type Given = { id: string; email: string; companyName: string; kind: 'join' | 'reset'; address: string }

/** The letters to a company's own people. */
export function letterOf({ id, email, companyName, kind, address }: Given): Letter {
  const { subject, says, open } = {
    join: {
      subject: `${companyName} invites you to Greenroom`,
      says: `${companyName} would like you to work with them on video interviews. Choose a password, and you are in. The link is good for seven days, once.`,
      open: 'Choose a password',
    },
    reset: {
      subject: 'A new password for Greenroom',
      says: `Somebody, we hope you, has asked for a new password for your account at ${companyName}. The link is good for an hour, once. If it was not you, do nothing: your password stays as it is.`,
      open: 'Choose a new password',
    },
  }[kind]
  return plainLetter({ id, to: email, subject, paragraphs: [says], link: { words: open, address } })
}

/** Says that letters arrive. */
export const testLetter = (to: string, companyName: string): Letter =>
  plainLetter({
    id: crypto.randomUUID(),
    to,
    subject: 'Letters arrive',
    paragraphs: [
      `This is the test letter that you asked Greenroom for, for ${companyName}. Invitations will arrive too.`,
    ],
  })

type Plain = {
  id: string
  to: string
  subject: string
  paragraphs: string[]
  link?: { words: string; address: string }
}

function plainLetter({ id, to, subject, paragraphs, link }: Plain): Letter {
  const open = link
    ? `<p><a href="${escapeHtml(link.address)}">${escapeHtml(link.words)}</a></p><p>${escapeHtml(link.address)}</p>`
    : ''
  const body = paragraphs.map((words) => `<p>${escapeHtml(words)}</p>`).join('\n')
  return {
    id,
    to,
    subject: subject.replace(/\s+/g, ' '),
    text: [...paragraphs, ...(link ? [`${link.words}:\n${link.address}`] : [])].join('\n\n'),
    html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>\n<body style="font:16px/1.5 system-ui,sans-serif">${body}${open}</body></html>`,
  }
}
