import { useLayoutEffect } from 'preact/hooks'
import { shadesOf } from '../../assessments/accent.ts'

/** The company's colour on this page, in shades that can be read by light and by dark. */
export function useAccent(accent: string | null | undefined): void {
  useLayoutEffect(() => {
    if (!accent) return
    const { style } = document.documentElement
    const { accent: shades, words } = shadesOf(accent)
    style.setProperty('--accent', `light-dark(${shades.light}, ${shades.dark})`)
    style.setProperty('--accent-fg', `light-dark(${words.light}, ${words.dark})`)
    return () => {
      for (const name of ['--accent', '--accent-fg']) style.removeProperty(name)
    }
  }, [accent])
}
