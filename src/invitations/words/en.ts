import type { LetterWords } from '../letter-words.ts'

export const english: LetterWords = {
  greeting: 'Hello,',
  open: 'Open your interview',
  notes: 'This link is yours alone: please do not pass it on. Every answer is stored encrypted.',
  unsubscribe: 'No more reminders of this interview',
  calendar: {
    title: (company) => `Deadline: video interview at ${company}`,
    says: (assessment) => `“${assessment}”. The link is in the letter.`,
  },
  receipt: { handedIn: (at) => `Handed in: ${at}`, answer: (number, at) => `Answer ${number}, kept: ${at}` },
  invitation: {
    subject: (company, assessment) => `${company} invites you to a video interview: ${assessment}`,
    says: (company, assessment, until) => [
      `${company} invites you to a video interview for “${assessment}”.`,
      `You answer the questions on video, from any phone or computer with a camera, whenever it suits you, until ${until}. You can pause between questions.`,
    ],
  },
  reminder: {
    says: (company, assessment, until) => [
      `${company} is looking forward to your video interview for “${assessment}”.`,
      `It is open until ${until}. What you have answered already is kept; the link goes on where you left off.`,
    ],
  },
  retake: {
    subject: (company) => `${company}: You may answer again`,
    says: (company, assessment, until) => [
      `${company} has opened your video interview for “${assessment}” again, until ${until}. The link shows which questions you may answer again. What you handed in stays until you keep a new answer.`,
    ],
  },
  grant: {
    subject: (company) => `${company}: You have been given more time`,
    says: (company, assessment, until) => [
      `${company} has given you what you asked for in your video interview for “${assessment}”. It is open until ${until}, and any extra time to answer is counted in.`,
    ],
  },
  refusal: {
    subject: (company) => `${company}: An answer to your request`,
    says: (company, assessment) => [
      `${company} has read what you asked for in your video interview for “${assessment}”, and cannot grant it. Everything else stays as it was.`,
    ],
  },
  extended: {
    subject: (company) => `${company}: Your deadline is later now`,
    says: (company, assessment, until) => [
      `${company} has put off the deadline of your video interview for “${assessment}”: it is open until ${until}.`,
      'What you have answered already is kept; the link goes on where you left off.',
    ],
  },
  submitted: {
    subject: (company) => `${company}: Your video interview has arrived`,
    says: (company, assessment) => [
      `Thank you. ${company} has your video interview for “${assessment}”.`,
      'Below is your receipt: when each answer was kept, and its fingerprint (SHA-256), by which anybody can tell that it has not been changed.',
    ],
  },
  withdrawn: {
    subject: (company) => `${company}: Your video interview is withdrawn`,
    says: (company, assessment) => [
      `You have withdrawn your video interview for “${assessment}” at ${company}. Everything you answered has been deleted.`,
      'There is nothing more for you to do.',
    ],
  },
}
