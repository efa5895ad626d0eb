import { useEffect, useState } from 'preact/hooks'
import { probe } from '../recorder/probe.ts'
import type { Quality } from '../recorder/quality.ts'
import { qualityFor } from '../recorder/run.ts'
import type { Sitting } from '../recorder/sitting.ts'
import { useWords } from './language.tsx'

/** How fast the line is, in words; it is measured once for each visit of the device check. */
export function LineCheck({ sitting: { line, api } }: { sitting: Sitting }) {
  const words = useWords()
  const [fit, setFit] = useState<Quality['name']>()
  useEffect(() => {
    void probe(line, api.probe)
      .catch(() => {})
      .then(() => setFit(line.bitsPerSecond() === undefined ? undefined : qualityFor(line).name))
  }, [line, api])
  const said =
    fit &&
    {
      fine: words.lineGood,
      plain: words.lineGood,
      low: words.lineSlow,
      least: words.lineSlow,
      sound: words.lineVerySlow,
    }[fit]
  return (
    <p role="status" class={said ? 'hint' : 'unseen'}>
      {said}
    </p>
  )
}
