import type { Language } from '../lib/languages.ts'
import { tallyLines, totalsOf } from './digest-lines.ts'
import type { Facts } from './facts.ts'
import type { NoticeKind } from './kinds.ts'
import { type NoticeWords, wordsIn } from './notice-words.ts'

/** What a letter says: lines, each with the place in the dashboard it is about. */
export type Saying = {
  language: Language
  subject: string
  lines: Line[]
  open: { words: string; path: string }
  /** How to get others; not in what comes unasked, since something of theirs does not work any more. */
  choosing?: string
}
export type Line = { text: string; path?: string }

export function sayingOf<K extends NoticeKind>(language: Language, kind: K, facts: Facts[K]): Saying {
  const words = wordsIn(language)
  const isUnasked = kind === 'webhookDisabled'
  return { language, ...sayings[kind](words, facts), ...(!isUnasked && { choosing: words.choosing(place) }) }
}

/** As the dashboard has it, in one piece: broken in two among Arabic words, its halves would change places. */
const place = 'Settings › Your account'.replaceAll(' ', '\u00a0')

type Said = Omit<Saying, 'language' | 'choosing'>

const sayings: { [K in NoticeKind]: (words: NoticeWords, facts: Facts[K]) => Said } = {
  completed({ completed: words }, { name, waiting, path }) {
    return {
      subject: words.subject(name),
      lines: [{ text: words.says(name) }, { text: words.waiting(waiting) }],
      open: { words: words.open, path },
    }
  },
  requested({ requested: words }, { name, request, path }) {
    return {
      subject: words[request].subject(name),
      lines: [{ text: words.says(name, words[request].wish) }],
      open: { words: words.open, path },
    }
  },
  digest({ digest: words }, { tallies }) {
    return {
      subject: words.subject(totalsOf(words, tallies)),
      lines: tallyLines(words, tallies),
      open: { words: words.open, path: '/#/assessments' },
    }
  },
  webhookDisabled({ webhookDisabled: words }, { host, why, path }) {
    return {
      subject: words.subject(host),
      lines: [{ text: words.says(host) }, { text: words.why[why] }, { text: words.kept }],
      open: { words: words.open, path },
    }
  },
}
