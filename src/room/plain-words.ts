import { plainText } from '../assessments/safe-html.ts'

const blockEnd = /<(?:br|hr)\s*\/?>|<\/(?:p|div|li|h[1-6]|tr|blockquote|pre)>/gi

/** A recruiter's rich text as words alone, a line for each paragraph. */
export function plainWords(html: string): string {
  const lines = plainText(html.replace(blockEnd, (tag) => `${tag}\n`))
  return withSigns(lines)
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim()
}

/** The only entities plain text is left with. */
const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const withSigns = (words: string) =>
  words.replace(/&(amp|lt|gt|quot);/g, (entity, name: string) => signs[name] ?? entity)
