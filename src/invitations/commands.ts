import { testLetter } from '../accounts/mail.ts'
import { type Command, command } from '../lib/command.ts'
import type { World } from '../lib/context.ts'
import { languageOf } from '../lib/languages.ts'
import type { Letter } from '../lib/mail.ts'
import { StartUpError } from '../lib/start-up-error.ts'
import { type LetterKind, letterKinds } from './letter-kinds.ts'
import { sampleLetter } from './sample.ts'

export const commands: Command[] = [
  command({
    name: 'mail test',
    about: 'Send a letter as this installation sends them, and say what the mail server answered',
    options: {
      to: { about: 'The address it goes to', required: true },
      kind: { about: `As candidates get it: ${letterKinds.join(', ')} (default: a short test letter)` },
      language: { about: 'en, de, fr or ar (default: en)' },
    },
    run: async (house, { to = '', kind, language = 'en' }) => {
      if (!/^[^@\s]+@[^@\s]+$/.test(to)) throw new StartUpError('--to is an address such as ann@example.com.')
      const world = await house.world()
      const { taken, answer } = await world.letters.attempt(letterTo(world, to, kind, language))
      return { to, from: house.config.mailFrom, by: world.letters.leaveBy, taken, answer }
    },
    text: ({ to, by, taken, answer }) =>
      by === 'folder'
        ? `${answer}.`
        : `The mail server ${taken ? 'took' : 'did not take'} the letter to ${to}: ${answer}`,
    failed: ({ taken }) => !taken,
  }),
]

function letterTo(world: World, to: string, kind: string | undefined, language: string): Letter {
  if (kind === undefined) return testLetter({ email: to, language: languageOf(language) })
  if (!letterKinds.some((known) => known === kind))
    throw new StartUpError(`--kind is one of ${letterKinds.join(', ')}.`)
  return sampleLetter(world, kind as LetterKind, to, language)
}
