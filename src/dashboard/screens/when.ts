const dayOfThisYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
})

/** In the reader's own language and time zone, as all of these; with its year where that is another than this. */
export function dayOf(iso: string): string {
  const at = new Date(iso)
  return (at.getFullYear() === new Date().getFullYear() ? dayOfThisYear : day).format(at)
}
export const momentOf = (iso: string) => moment.format(new Date(iso))
