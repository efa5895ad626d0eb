/** null is no limit of time. */
export type Multiplier = number | null

const kinds: [Multiplier, string][] = [
  [1, 'The time the questions say'],
  [1.5, 'Half as much again (×1.5)'],
  [2, 'Twice as much (×2)'],
  [null, 'No time limit'],
]

export function ExtraTime({ chosen, choose }: { chosen: Multiplier; choose: (multiplier: Multiplier) => void }) {
  return (
    <fieldset>
      <legend>Time to think and answer</legend>
      {kinds.map(([multiplier, label]) => (
        <label key={label} class="tick">
          <input type="radio" name="time" checked={chosen === multiplier} onChange={() => choose(multiplier)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
