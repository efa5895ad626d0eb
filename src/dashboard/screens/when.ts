const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
})

/** In the reader's own language and time zone. */
export const dayOf = (iso: string) => day.format(new Date(iso))
export const momentOf = (iso: string) => moment.format(new Date(iso))
