import type { LetterWords } from '../mail.ts'

export const english: LetterWords = {
  greeting: 'Hello,',
  open: 'Open your interview',
  notes: 'This link is yours alone: please do not pass it on. Every answer is stored encrypted.',
  invitation: {
    subject: (company, assessment) => `${company} invites you to a video interview: ${assessment}`,
    says: (company, assessment, until) => [
      `${company} invites you to a video interview for “${assessment}”.`,
      `You answer the questions on video, from any phone or computer with a camera, whenever it suits you, until ${until}. You can pause between questions.`,
    ],
  },
  reminder: {
    subject: (company, assessment) => `Your video interview at ${company} is waiting: ${assessment}`,
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
}
