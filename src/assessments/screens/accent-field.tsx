import { useState } from 'preact/hooks'
import { contrast, enough, isReadable, readable } from '../accent.ts'

/** As in tokens.css. */
const ours = '#1f5fbf'

/** A colour is taken only when white words can be read on it; for one that is too light, the nearest that will do. */
export function AccentField({ accent, set }: { accent: string | null; set: (accent: string | null) => void }) {
  const [chosen, setChosen] = useState(accent ?? ours)
  const choose = (next: string) => {
    setChosen(next)
    if (isReadable(next)) set(next)
  }
  const better = readable(chosen)
  return (
    <>
      <label>
        Colour of buttons and links
        <input
          type="color"
          aria-describedby="accent-said"
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </label>
      <p id="accent-said" role="status" class={isReadable(chosen) ? 'hint' : 'wrong'}>
        {isReadable(chosen)
          ? `White words on it: ${ratio(chosen)}:1, at least ${enough}:1 is needed. The dark page gets a lighter shade.`
          : `Too light for white words (${ratio(chosen)}:1, at least ${enough}:1 is needed), so it is not saved.`}
      </p>
      <div class="actions">
        {!isReadable(chosen) && (
          <button type="button" onClick={() => choose(better)}>
            Use {better} instead
          </button>
        )}
        {accent !== null && (
          <button
            type="button"
            onClick={() => {
              setChosen(ours)
              set(null)
            }}
          >
            Use the usual blue
          </button>
        )}
      </div>
    </>
  )
}

const ratio = (accent: string) => contrast(accent, '#ffffff').toFixed(1)
