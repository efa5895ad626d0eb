import type { Static } from 'typebox'
import type { AddQuestion } from './contract.ts'

export type Template = { name: string; about: string; questions: Static<typeof AddQuestion>[] }

const video = (question: string, category: string) => ({ question, category })

/**
 * Ready-made structured interviews: the same questions for everybody, about what people did or would do in situations of
 * the job, which predict work far better than talk about oneself. Four to five of them, for more lowers completion.
 */
export const templates: Template[] = [
  {
    name: 'Customer service',
    about: 'Patience, clear words and a cool head, in 5 questions of about 15 minutes.',
    questions: [
      video('Tell us about a time you helped somebody who was upset. What did you do, and how did it end?', 'Empathy'),
      video('A customer asks for something our rules do not allow. What do you say to them?', 'Judgement'),
      video('Explain to us, as to somebody who has never done it, how to reset a password.', 'Clarity'),
      video('Tell us about a mistake you made at work. How did it come to light, and what did you change?', 'Honesty'),
      {
        questionType: 'multipleChoice',
        question: 'Which of these shifts could you work regularly?',
        category: 'Availability',
        options: [{ text: 'Early' }, { text: 'Late' }, { text: 'Nights' }, { text: 'Weekends' }],
        allowOnlySingleChoice: false,
      },
    ],
  },
  {
    name: 'Software developer',
    about: 'How somebody thinks, explains and works with others, in 5 questions of about 20 minutes.',
    questions: [
      video(
        'Describe something you built that you are glad about. What was hard, and what would you do otherwise today?',
        'Craft',
      ),
      video(
        'A service you own answers slowly since this morning. How do you go about finding out why?',
        'Problem solving',
      ),
      video(
        'Tell us about a disagreement on a technical decision. What did you do, and what was decided?',
        'Working together',
      ),
      video('Explain a technical idea you like to somebody who does not write software.', 'Clarity'),
      {
        questionType: 'essay',
        question: 'What do you look at first when you review the change of a colleague, and why?',
        category: 'Craft',
        minWords: 50,
        maxWords: 300,
      },
    ],
  },
  {
    name: 'Sales',
    about: 'Preparation, listening and staying power, in 4 questions of about 12 minutes.',
    questions: [
      video('Sell us something you use every day and believe in.', 'Persuasion'),
      video('Tell us about a deal you lost. What did you learn from it?', 'Learning'),
      video('How do you prepare for a first talk with somebody who did not ask for it?', 'Preparation'),
      video('A customer says a competitor is cheaper. What do you ask them next?', 'Listening'),
    ],
  },
]
