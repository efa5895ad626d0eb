/** A moment in words of a language, as clocks show it where the reader is: "… 17:00 (Central European Standard Time)". */
export function momentIn(language: string, at: Date, timeZone: string): string {
  const { words, zone } = clockIn(language === 'en' ? 'en-GB' : language, timeZone)
  // Summer time has a name of its own, so it takes the moment to name a zone.
  const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return `${words.format(at)} (${name})`
}

type Clock = { words: Intl.DateTimeFormat; zone: Intl.DateTimeFormat }

/** Making one takes longer than a letter's words; a hundred thousand letters need a few. */
const clocks = new Map<string, Clock>()
const mostClocks = 200

function clockIn(locale: string, timeZone: string): Clock {
  const name = `${locale} ${timeZone}`
  const known = clocks.get(name)
  if (known) return known
  if (clocks.size >= mostClocks) clocks.clear()
  const clock = {
    words: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }),
    zone: new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }),
  }
  clocks.set(name, clock)
  return clock
}
