/** A moment in words of a language, as clocks show it where the reader is: "… 17:00 (Central European Standard Time)". */
export function momentIn(language: string, at: Date, timeZone: string): string {
  const locale = language === 'en' ? 'en-GB' : language
  const words = at.toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short', timeZone })
  return `${words} (${nameOfZone(locale, at, timeZone)})`
}

/** Summer time has a name of its own, so it takes the moment to name a zone. */
const nameOfZone = (locale: string, at: Date, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
