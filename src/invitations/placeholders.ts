/** What a recruiter's own words may leave for each letter to fill in. */
export const placeholders = ['company', 'assessment', 'deadline', 'minutes'] as const
export type Filling = Record<(typeof placeholders)[number], string>

/** Words in braces; what looks like anything else is meant as it stands. */
const inBraces = /\{\s*(\p{L}[\p{L}\p{N} _-]*?)\s*\}/gu

const isPlaceholder = (name: string): name is keyof Filling => placeholders.some((each) => each === name)

/** The first thing in braces that nothing stands for: a candidate must not be called {frist name}. */
export const unknownPlaceholder = (words: string): string | undefined =>
  [...words.matchAll(inBraces)].map(([, name = '']) => name).find((name) => !isPlaceholder(name))

export const fill = (words: string, filling: Filling): string =>
  words.replace(inBraces, (braces, name) => (isPlaceholder(name) ? filling[name] : braces))
