import { counted } from '../../lib/plurals.ts'
import type { NoticeWords } from '../notice-words.ts'

const count = (one: string, other: string) => counted('en', { one, other })

export const english: NoticeWords = {
  examples: ['Sales Manager', 'Accountant'],
  choosing: (place) => `Which of these letters you get, and in which language, is for you to choose, under ${place}.`,
  completed: {
    subject: (assessment) => `Handed in: ${assessment}`,
    says: (assessment) => `An interview for “${assessment}” was handed in.`,
    waiting: count('One waits for review.', '# wait for review.'),
    open: 'See the interview',
  },
  requested: {
    time: { subject: (assessment) => `More time asked for: ${assessment}`, wish: 'more time to answer' },
    deadline: { subject: (assessment) => `A later deadline asked for: ${assessment}`, wish: 'a later deadline' },
    retake: { subject: (assessment) => `A retake asked for: ${assessment}`, wish: 'another go' },
    says: (assessment, wish) => `A candidate for “${assessment}” asks for ${wish}, and waits for your answer.`,
    open: 'Read why, and decide',
  },
  digest: {
    subject: (counts) => `Today: ${counts}`,
    line: (assessment, counts) => `${assessment}: ${counts}`,
    counted: {
      asked: count('# candidate asks for something', '# candidates ask for something'),
      waiting: count('# to review', '# to review'),
      handedIn: count('# handed in', '# handed in'),
      closing: count('# not done with less than two days left', '# not done with less than two days left'),
      undelivered: count('# letter not delivered', '# letters not delivered'),
    },
    between: ', ',
    more: count('And # more assessment.', 'And # more assessments.'),
    open: 'Open the dashboard',
  },
  webhookDisabled: {
    subject: (host) => `A webhook is switched off: ${host}`,
    says: (host) => `What happens here is not told to ${host} any more.`,
    why: {
      gone: 'The receiver answered 410: it wants no more.',
      failing: 'Nothing was received there for three days.',
    },
    kept: 'Nothing is lost: switched on again, it is told what it missed in the last 30 days.',
    open: 'Look at the webhook',
  },
}
