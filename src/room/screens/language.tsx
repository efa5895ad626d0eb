import { type ComponentChildren, createContext } from 'preact'
import { useContext, useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { directionOf, type Language, languageOf, languages } from '../../lib/languages.ts'
import { pauseAfter } from '../recorder/pace.ts'
import { remember, remembered } from './memory.ts'
import type { Words } from './words/en.ts'

/** `wanted` is the language of the words still on their way, or of these. */
type Speaking = { language: Language; wanted: Language; words: Words; choose: (language: Language) => void }

/** Nothing is drawn before there are words. */
const Spoken = createContext<Speaking | undefined>(undefined)

/** One catalogue is loaded; the one before it stays up until the next is here. */
const catalogues: Record<Language, () => Promise<{ words: Words }>> = {
  en: () => import('./words/en.ts'),
  de: () => import('./words/de.ts'),
  fr: () => import('./words/fr.ts'),
  ar: () => import('./words/ar.ts'),
}

type Given = { suggested?: string | undefined; children: ComponentChildren }

/** Gives everything inside its words: in the language they picked, else the assessment's, else their browser's. */
export function Speak({ suggested, children }: Given) {
  const [chosen, setChosen] = useState(() => remembered('language'))
  const [speaking, setSpeaking] = useState<Pick<Speaking, 'language' | 'words'>>()
  const wanted = languageOf(chosen, suggested, ...navigator.languages)
  useEffect(() => {
    let left = false
    const load = async (failures: number) => {
      const { words } = await catalogues[wanted]().catch(() => ({ words: undefined }))
      if (left) return
      if (words) setSpeaking({ language: wanted, words })
      else setTimeout(() => void load(failures + 1), pauseAfter(failures))
    }
    void load(1)
    return () => {
      left = true
    }
  }, [wanted])
  // With the words, not a moment after them: a page in Arabic never stands from left to right.
  useLayoutEffect(() => {
    document.documentElement.lang = speaking?.language ?? ''
    document.documentElement.dir = directionOf(speaking?.language ?? 'en')
  }, [speaking])

  const choose = (picked: Language) => {
    remember('language', picked)
    setChosen(picked)
  }
  return speaking && <Spoken.Provider value={{ ...speaking, wanted, choose }}>{children}</Spoken.Provider>
}

export function useLanguage(): Speaking {
  const speaking = useContext(Spoken)
  if (!speaking) throw new Error('A screen stands outside of Speak')
  return speaking
}

export const useWords = (): Words => useLanguage().words

export function LanguagePicker() {
  const { language, words, choose } = useLanguage()
  return (
    <select
      class="languages"
      aria-label={words.language}
      value={language}
      onChange={(event) => choose(event.currentTarget.value as Language)}
    >
      {Object.entries(languages).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}
