/** The languages we speak to people in, each by its own name. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français', ar: 'العربية' }

export type Language = keyof typeof languages
export const languageTags = Object.keys(languages) as Language[]

/** The first of these that we speak, as `fr` of `fr-CA`; English if none is. */
export function languageOf(...wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const [language = ''] = (tag ?? '').toLowerCase().split('-')
    if (Object.hasOwn(languages, language)) return language as Language
  }
  return 'en'
}

/** An address under what it is for, as a letter without marks has it. French has a space before its colon. */
export const addressed = (language: Language, words: string, address: string) =>
  `${words}${language === 'fr' ? '\u00a0' : ''}:\n${address}`

export const directionOf = (language: Language) => (language === 'ar' ? 'rtl' : 'ltr')

const readRightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const readLeftToRight = new RegExp(`(?!${readRightToLeft.source})\\p{L}`, 'u')

/**
 * A name among words that are read the other way, kept to itself (Unicode TR 9, isolates): else its brackets and full stops would
 * be drawn at the wrong end of it, and numbers behind it as a part of it.
 */
export function isolated(language: Language, name: string): string {
  const other = directionOf(language) === 'rtl' ? readLeftToRight : readRightToLeft
  return other.test(name) ? `\u2068${name}\u2069` : name
}
