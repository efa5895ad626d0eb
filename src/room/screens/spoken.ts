/** The languages of the room, each by its own name. */
export const spoken = { en: 'English', de: 'Deutsch', fr: 'Français', ar: 'العربية' }

export type Language = keyof typeof spoken

/** The first of these that we speak: what they picked, what the assessment is in, what their browser asks for. */
export function firstSpoken(wanted: readonly (string | undefined)[]): Language {
  for (const tag of wanted) {
    const [language = ''] = (tag ?? '').toLowerCase().split('-')
    if (Object.hasOwn(spoken, language)) return language as Language
  }
  return 'en'
}
