/** 1:05 */
export function clock(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1000), 0)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** In the candidate's own time zone, which it names; with the same digits as every other number here. */
export const ownTime = (moment: string, language: string) =>
  new Date(moment).toLocaleString(`${language}-u-nu-latn`, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })

/** 2.4 MB, as it is written there. */
export function sizeOf(bytes: number, language: string): string {
  const isLarge = bytes >= 1_000_000
  return new Intl.NumberFormat(`${language}-u-nu-latn`, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(Math.max(bytes / (isLarge ? 1_000_000 : 1000), isLarge ? 0 : 1))
}
