type Cell = string | number | null

/** Rows as RFC 4180 has them; the first begin with the mark by which spreadsheets know UTF-8. */
export const csvOf = (rows: Cell[][], mark = '\ufeff'): string =>
  `${mark}${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

function cell(value: Cell): string {
  const text = typeof value === 'string' ? inert(value) : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A spreadsheet runs what begins like a formula, so somebody named `=HYPERLINK(…)` would run at a recruiter's; with an
 * apostrophe before it, it is words (OWASP, CSV Injection).
 */
const inert = (text: string) => (/^\s*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)
