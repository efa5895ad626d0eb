const announcedSeconds = [10, 30, 60]

/**
 * The last of 60, 30 and 10 seconds that has come up, as announced to those who do not see the clock; none before the
 * first. A page in the background may skip seconds, and still owes the announcement.
 */
export function secondsToAnnounce(leftMs: number, maxMs: number): number | undefined {
  const left = Math.ceil(leftMs / 1000)
  return announcedSeconds.find((seconds) => left <= seconds && seconds * 1000 < maxMs)
}
