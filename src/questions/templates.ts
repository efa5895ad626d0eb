import type { Static } from 'typebox'
import type { CriterionWords } from '../criteria/contract.ts'
import type { AddQuestion } from './contract.ts'

type Criterion = Required<Pick<Static<typeof CriterionWords>, 'criteriaName' | 'description' | 'scale'>>
/** `criteria` are the names of those its answer is rated by. */
type Question = Static<typeof AddQuestion> & { criteria: string[] }
export type Template = { name: string; about: string; criteria: Criterion[]; questions: Question[] }

const criterion = (criteriaName: string, description: string, ...scale: [string, string, string, string, string]) => ({
  criteriaName,
  description,
  scale,
})
const video = (question: string, category: string, ...criteria: string[]): Question => ({
  question,
  category,
  criteria,
})

/** In every template, since a one-way interview is spoken to people who cannot ask back. */
const clarity = criterion(
  'Clear explanation',
  'Whether a listener who knows nothing of the subject could follow and act on it. Not accent, grammar or polish.',
  'I could not follow; terms are used without being explained, or the point never comes.',
  'Parts can be followed, but steps are missing or out of order, and I would have to ask several times.',
  'I could follow the main steps in order; one or two terms or reasons were left open.',
  'Everything needed is said in order and in plain words; I could repeat it.',
  'Fitted to the listener: says why before how, uses an example, warns of where people go wrong, and sums up.',
)

const learning = criterion(
  'Learning from mistakes',
  'Whether they name their own part and changed something because of it. How large the mistake was does not count.',
  'Names no mistake, or only the mistakes of others.',
  'Names one, but explains it by circumstances; nothing was done about it.',
  'Names their own part and how it was put right; what changed afterwards stays general.',
  'Names their own part, told those concerned, and changed one definite thing in how they work.',
  'All of this, and shows that the change held later, or that others work better by it too.',
)

/**
 * Ready-made structured interviews: the same questions for everybody, about what people did in situations of the job or
 * would do in them, each rated by written anchors. So asked and rated, interviews predict work about twice as well as
 * free talk (Sackett et al. 2022). One thing a question, nothing that gives the wanted answer away, and what somebody did
 * outside of paid work counts as well: that keeps the door open to people at the beginning of their working life. Four
 * to five questions, for more lowers completion.
 */
export const templates: Template[] = [
  {
    name: 'Customer service',
    about: 'Helping people who are upset, fair judgement and clear words, in 5 questions that take about 15 minutes.',
    criteria: [
      criterion(
        'Helping upset people',
        'Whether they found out what the person needed and did something about it. Warm words alone are not it.',
        'Argues, blames, or passes the person on without having listened.',
        'Stays polite, but answers the anger and not the need; the person is left as they came.',
        'Listens, says what was understood, and solves what was asked for.',
        'Finds what lies behind the complaint by asking, agrees on what happens next, and keeps to it.',
        'All of this, stays calm while it gets worse, checks afterwards that it worked, and sees to it that it does not recur.',
      ),
      criterion(
        'Fair judgement',
        'How they weigh one customer against the rule and everybody else. Both yes and no can be right.',
        'Breaks the rule to be rid of the problem, or hides behind it without a word why.',
        'Keeps to the rule, with a reason that helps nobody.',
        'Says no, or asks whoever may decide, explains why, and offers something that is allowed.',
        'Finds out why the rule is there and what the customer needs it for, before choosing what comes closest to both.',
        'All of this, says openly what they may not decide, and tells their team where the rule misses its purpose.',
      ),
      clarity,
      learning,
    ],
    questions: [
      video(
        'Tell us about a time you helped somebody who was upset, at work or elsewhere. What was the situation, what did you do, and how did it end?',
        'Helping upset people',
        'Helping upset people',
      ),
      video(
        'A customer asks you to take back something they bought five weeks ago. Our rule says four. They have been a customer for years and are polite about it. What do you do, and what do you say to them?',
        'Fair judgement',
        'Fair judgement',
      ),
      video(
        'Explain to somebody who has never done it how to set a new password for an account they can no longer get into. Speak as if they were on the phone.',
        'Clear explanation',
        'Clear explanation',
      ),
      video(
        'Tell us about a mistake of yours that had consequences for somebody else, at work, in training or elsewhere. How did it come to light, and what did you do then?',
        'Learning from mistakes',
        'Learning from mistakes',
      ),
      {
        questionType: 'multipleChoice',
        question: 'Which of these shifts could you work regularly? Choose all that you could.',
        category: 'Availability',
        options: [{ text: 'Early' }, { text: 'Late' }, { text: 'Nights' }, { text: 'Weekends' }],
        allowOnlySingleChoice: false,
        criteria: [],
      },
    ],
  },
  {
    name: 'Software developer',
    about:
      'How somebody finds faults, builds, explains and works with others, in 5 questions that take about 20 minutes.',
    criteria: [
      criterion(
        'Finding the cause',
        'Whether they narrow a problem down by evidence. Which tools they name does not count.',
        'Guesses at one cause, or changes things until it seems to work.',
        'Names several places to look, in no order and without saying what each would show.',
        'Asks what changed and what is affected, looks at measurements first, and rules out one cause after another.',
        'Says beforehand what each step would prove, limits the harm meanwhile, and tells those concerned.',
        'All of this, tells symptom from cause, proves the cause before mending it, and leaves something that would catch it next time.',
      ),
      criterion(
        'Building with care',
        'How they weigh what is needed against what it costs to build and to keep. Size and fashion do not count.',
        'Lists technologies; it stays open what the thing was for or what they did themselves.',
        'Says what it does and what their part was, but gives no reason for how it was built.',
        'Names a real difficulty, their part in solving it, and a reason for the way that was chosen.',
        'Weighs at least two ways against the needs of those who use and keep it, and says what was given up.',
        'All of this, shows how they know that it works, and what they would now do in another way and why.',
      ),
      criterion(
        'Disagreeing well',
        'How they deal with another opinion. Who was right does not count.',
        'Tells of winning or of giving in; the reasons of the others are missing or made fun of.',
        'Knows the position of the others, but only argued for their own.',
        'Can give the reasons of both sides fairly, and says how it was decided.',
        'Looked for facts or a trial that could decide it, and carried the decision even where it was not theirs.',
        'All of this, changed their own mind in part or helped others to, and the working relation was the better for it.',
      ),
      clarity,
    ],
    questions: [
      video(
        'Describe something you built, alone or with others, that people have used. What was the hardest part, and how did you solve it?',
        'Building with care',
        'Building with care',
      ),
      video(
        'Since this morning, a service you look after answers five times as slowly as yesterday. Nobody says they changed anything. How do you go about it, step by step?',
        'Finding the cause',
        'Finding the cause',
      ),
      video(
        'Tell us about a time you and somebody you worked with disagreed on how to build something. What did each of you want, what did you do, and what came of it?',
        'Disagreeing well',
        'Disagreeing well',
      ),
      video(
        'Explain one idea from your field to somebody who uses computers every day and has never written a program.',
        'Clear explanation',
        'Clear explanation',
      ),
      {
        questionType: 'essay',
        question:
          'A colleague asks you to review a change of 400 lines. It works, and it has no tests. What do you look at, in which order, and what do you write to them?',
        category: 'Building with care',
        minWords: 50,
        maxWords: 300,
        criteria: ['Building with care', 'Disagreeing well'],
      },
    ],
  },
  {
    name: 'Sales',
    about: 'Preparing, listening, persuading honestly and learning, in 4 questions that take about 12 minutes.',
    criteria: [
      criterion(
        'Honest persuasion',
        'Whether they connect what a thing does with what the listener needs. Energy and charm do not count.',
        'Praises in general words, or says what cannot be true.',
        'Lists features; what they are good for, or for whom, stays open.',
        'Names a need and shows how the thing meets it, with one example.',
        'Chooses what matters to this listener, backs it with something one could check, and says what to do next.',
        'All of this, says for whom it is not the right thing, and meets the likeliest doubt before it is raised.',
      ),
      criterion(
        'Preparation',
        'What they find out before a first talk, and what they do with it.',
        'Prepares nothing but their own presentation.',
        'Looks up what is easily found, such as size and trade, without a use for it.',
        'Finds out who decides and what they may need, and sets a goal for the talk.',
        'Forms a guess at the need from several sources, and questions that would prove it wrong.',
        'All of this, plans what to offer where there is no interest, and how the talk could be of use to the other either way.',
      ),
      criterion(
        'Listening first',
        'Whether they find out what lies behind an objection before they answer it.',
        'Contradicts, talks down the competitor, or lowers the price at once.',
        'Asks once, then presents what they wanted to say anyway.',
        'Asks what is being compared and what matters to the customer, then answers that.',
        'Follows up on the answers until the real reason is clear, and says it back in other words.',
        'All of this, and is ready to hear that the competitor fits better, saying so where it is true.',
      ),
      learning,
    ],
    questions: [
      video(
        'Recommend to us something you use every day. We are a shop with five employees, and have never heard of it. You have two minutes.',
        'Honest persuasion',
        'Honest persuasion',
      ),
      video(
        'You are to call a company next week that has never heard of us and has not asked to be called. What do you do until then?',
        'Preparation',
        'Preparation',
      ),
      video(
        'A customer says: “Your competitor is a fifth cheaper.” What do you say next, and what after that? Speak as you would to them.',
        'Listening first',
        'Listening first',
      ),
      video(
        'Tell us about a time you did not convince somebody, in sales or elsewhere, and it mattered to you. What was your part in that, and what have you done in another way since?',
        'Learning from mistakes',
        'Learning from mistakes',
      ),
    ],
  },
]
