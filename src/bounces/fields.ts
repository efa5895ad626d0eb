export type Fields = Record<string, string>

/** The header fields at the beginning of a text, by their names in small letters; folded lines are one (RFC 5322 §2.2.3). */
export function fieldsOf(text: string): Fields {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = line.match(/^([\w-]+):\s*(.*)$/) ?? []
      return name && value !== undefined ? [[name.toLowerCase(), value.trim()]] : []
    }),
  )
}

/** Groups of fields with empty lines between them: of the message, then of each recipient (RFC 3464 §2.1). */
export const groupsIn = (text: string): Fields[] =>
  text
    .split(/(?:\r?\n){2,}/)
    .filter((group) => group.trim() !== '')
    .map(fieldsOf)
