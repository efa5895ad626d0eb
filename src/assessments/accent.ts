/** WCAG 2.2, 1.4.3: what words need against what they stand on. */
export const enough = 4.5

type Rgb = [red: number, green: number, blue: number]

/** The grounds of the room, as in tokens.css, and the words on a button. */
const light = { ground: '#f4f5f6', words: '#ffffff' }
const dark = { ground: '#1c1f22', words: '#0d1b2e' }

/** Of words in one colour on the other: 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminanceOf(one), luminanceOf(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Whether it can be read as words on the page and under the words of a button, in the light. */
export const isReadable = (accent: string) =>
  contrast(accent, light.ground) >= enough && contrast(accent, light.words) >= enough

/** The nearest shade of it that can be read: darker for the light, lighter for the dark. */
export const readable = (accent: string): string => shade(accent, '#000000', [light.ground, light.words])

/** What the page makes of an accent, by light and by dark. */
export const shadesOf = (accent: string) => ({
  accent: { light: readable(accent), dark: shade(accent, '#ffffff', [dark.ground, dark.words]) },
  words: { light: light.words, dark: dark.words },
})

function shade(accent: string, towards: string, against: string[]): string {
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = mix(accent, towards, part)
    if (against.every((other) => contrast(mixed, other) >= enough)) return mixed
  }
  return towards
}

function mix(one: string, other: string, part: number): string {
  const [a, b] = [rgbOf(one), rgbOf(other)]
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? 0) - value) * part))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

const rgbOf = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb

function luminanceOf(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
