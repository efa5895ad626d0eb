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

export const directionOf = (language: Language) => (language === 'ar' ? 'rtl' : 'ltr')
