/** The months from one to another, newest first. */
export function monthsFrom({ first, last }: { first: string; last: string }): string[] {
  const months: string[] = []
  for (let month = last; month >= first; month = before(month)) months.push(month)
  return months
}

function before(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}
