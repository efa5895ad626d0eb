/** How much of a face and a voice is recorded. Bits per second, as the recorder is asked for them. */
export type Quality = {
  name: 'fine' | 'plain' | 'low' | 'least' | 'sound'
  video: { width: number; height: number; frameRate: number; bits: number }
  audioBits: number
}

const step = (name: Quality['name'], width: number, height: number, frameRate: number, bits: number): Quality => ({
  name,
  video: { width, height, frameRate, bits },
  audioBits: bits > 300_000 ? 64_000 : 32_000,
})

/** Best first. Below the last with a picture only the voice is left, which is what an answer cannot do without. */
const fine = step('fine', 1280, 720, 30, 1_200_000)
const plain = step('plain', 640, 480, 30, 700_000)
const low = step('low', 640, 360, 24, 300_000)
const least = step('least', 320, 240, 15, 120_000)
const sound = step('sound', 320, 240, 15, 0)

const bitsOf = ({ video, audioBits }: Quality) => video.bits + audioBits

/** A line also carries other things, and breathes. */
const usable = 0.7

/**
 * The best that a line carries while it is recorded. Nothing known is taken for enough: whatever is recorded waits on
 * the device until it is sent. `canBeFine`: the device encodes 720p without dropping pictures.
 */
export function fitting(bitsPerSecond: number | undefined, canBeFine: boolean): Quality {
  if (bitsPerSecond === undefined) return plain
  const fits = (quality: Quality) => bitsOf(quality) <= bitsPerSecond * usable && (quality !== fine || canBeFine)
  // The smallest picture may use the whole line; a line too slow even for that carries a voice.
  return [fine, plain, low, least].find(fits) ?? (bitsOf(least) <= bitsPerSecond ? least : sound)
}

/** Recorded and not yet sent, in chunks of a second: so far behind, the line is not having a bad moment. */
const farBehind = 15

/** What to go down to in the middle of a take, if anything. Never up: each change is a cut. */
export function lowerThan(
  current: Quality,
  bitsPerSecond: number | undefined,
  chunksLeft: number,
): Quality | undefined {
  if (chunksLeft < farBehind || bitsPerSecond === undefined) return undefined
  const next = fitting(bitsPerSecond, false)
  return bitsOf(next) < bitsOf(current) ? next : undefined
}
