import { escapeHtml } from '../lib/html.ts'
import type { Letter } from '../lib/mail.ts'

export type LetterKind = 'invitation' | 'retake' | 'grant' | 'refusal'

/** The letter of a kind. All hold a link of their own; what was granted is to be read behind it. */
export const letterOf = (kind: LetterKind, given: Given): Letter =>
  kind === 'invitation' ? invitationLetter(given) : answerLetter(kind, given)

type Given = { id: string; to: string; companyName: string; assessmentName: string; deadline: Date; link: string }

/**
 * The invitation. It does not name the candidate: an address may be mistyped, and letters kept as files must not hold
 * a name in the open.
 */
function invitationLetter({ id, to, companyName, assessmentName, deadline, link }: Given): Letter {
  const until = inFull(deadline)
  const subject = `${oneLine(companyName)} invites you to a video interview: ${oneLine(assessmentName)}`
  const paragraphs = [
    'Hello,',
    `${companyName} invites you to a video interview for “${assessmentName}”.`,
    `You answer the questions on video, from any phone or computer with a camera, whenever it suits you, until ${until} (UTC). You can pause between questions.`,
  ]
  return letter({ id, to, link }, subject, paragraphs)
}

/** What a company answers to a candidate's request, or gives unasked. Their reason is not repeated: it is sealed. */
function answerLetter(
  kind: Exclude<LetterKind, 'invitation'>,
  { companyName, assessmentName, deadline, ...to }: Given,
) {
  const about = `your video interview for “${assessmentName}”`
  const { subject, says } = {
    retake: {
      subject: 'You may answer again',
      says: `${companyName} has opened ${about} again, until ${inFull(deadline)} (UTC). The link shows which questions you may answer again. What you handed in stays until you keep a new answer.`,
    },
    grant: {
      subject: 'You have been given more time',
      says: `${companyName} has given you what you asked for in ${about}. It is open until ${inFull(deadline)} (UTC), and any extra time to answer is counted in.`,
    },
    refusal: {
      subject: 'An answer to your request',
      says: `${companyName} has read what you asked for in ${about}, and cannot grant it. Everything else stays as it was.`,
    },
  }[kind]
  return letter(to, `${oneLine(companyName)}: ${subject}`, ['Hello,', says])
}

function letter({ id, to, link }: Pick<Given, 'id' | 'to' | 'link'>, subject: string, paragraphs: string[]): Letter {
  const notes = 'This link is yours alone: please do not pass it on. Every answer is stored encrypted.'
  return {
    id,
    to,
    subject,
    text: [...paragraphs, `Open your interview:\n${link}`, notes].join('\n\n'),
    html: html(subject, paragraphs, link, notes),
  }
}

const inFull = (moment: Date) =>
  moment.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })

const html = (title: string, paragraphs: string[], link: string, notes: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1c1e;background:#ffffff">
<div style="max-width:36em;margin:0 auto">
${paragraphs.map((words) => `<p>${escapeHtml(words)}</p>`).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none">Open your interview</a></p>
<p style="font-size:13px;color:#6b6b70">${escapeHtml(notes)}<br>${escapeHtml(link)}</p>
</div></body></html>`

const oneLine = (words: string) => words.replace(/\s+/g, ' ')
