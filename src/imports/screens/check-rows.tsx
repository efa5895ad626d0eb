import { useMemo, useState } from 'preact/hooks'
import { counted } from '../../dashboard/screens/counted.ts'
import { sameAs } from '../check.ts'
import { faultsOf, type Row } from './check-list.ts'

type Given = {
  rows: Row[]
  /** The addresses in this assessment already. */
  there: ReadonlySet<string>
  back: () => void
  bring: (rows: Row[], invite: boolean) => void
}

/** So many rows with something wrong are put right at a time; the others come up as these are done. */
const atATime = 50

/** What is wrong is put right in its place or left out; then it is said what will happen, and it happens. */
export function CheckRows({ rows: given, there, back, bring }: Given) {
  const [rows, setRows] = useState(given)
  const [isInvited, setInvited] = useState(false)
  const faults = useMemo(() => faultsOf(rows), [rows])
  /** A row put right stays where it is until the next look, so that nothing jumps away from who types in it. */
  const [wrong, setWrong] = useState(() => [...faults.keys()])
  const shown = wrong.slice(0, atATime)
  const right = rows.filter((_, place) => !faults.has(place))
  const known = right.filter(({ emailAddress }) => there.has(sameAs(emailAddress ?? ''))).length
  const change = (place: number, by: Partial<Row>) =>
    setRows(rows.map((row, index) => (index === place ? { ...row, ...by } : row)))
  return (
    <section class="import">
      {wrong.length > 0 && (
        <section class="panel">
          <h2>{faults.size === 0 ? 'All rows are right now' : `${counted(faults.size, 'row')} to put right`}</h2>
          <p class="hint">Change them here; what stays wrong is left out.</p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col" class="number">
                    Row
                  </th>
                  <th scope="col">Email address</th>
                  <th scope="col">First name</th>
                  <th scope="col">Last name</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((place) => (
                  <Line
                    key={place}
                    place={place}
                    row={rows[place]}
                    fault={faults.get(place)}
                    change={(by) => change(place, by)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          {wrong.length > shown.length && (
            <button type="button" onClick={() => setWrong([...faults.keys()])}>
              Look again: {counted(faults.size, 'row')} left
            </button>
          )}
        </section>
      )}
      <section class="panel">
        <h2>What will happen</h2>
        <div role="status">
          <ul>
            <li>{counted(right.length - known, 'candidate')} will be added.</li>
            {known > 0 && <li>In this assessment already: {known}. Names are brought up to date.</li>}
            {faults.size > 0 && <li>{counted(faults.size, 'row')} will be left out.</li>}
          </ul>
        </div>
        <label class="tick">
          <input type="checkbox" checked={isInvited} onChange={(event) => setInvited(event.currentTarget.checked)} />
          Invite who is added at once
        </label>
        <div class="actions">
          <button type="button" onClick={back}>
            Back
          </button>
          <button type="button" class="primary" disabled={right.length === 0} onClick={() => bring(right, isInvited)}>
            Import {counted(right.length, 'candidate')}
          </button>
        </div>
      </section>
    </section>
  )
}

type LineGiven = { place: number; row: Row | undefined; fault: string | undefined; change: (by: Partial<Row>) => void }

/** What is wrong stands under the address, where it mostly is, and in view on a phone. */
function Line({ place, row, fault, change }: LineGiven) {
  const said = `fault-${place}`
  const field = (key: keyof Row, label: string) => (
    <input
      aria-label={`${label}, row ${place + 1}`}
      aria-describedby={said}
      value={row?.[key] ?? ''}
      onInput={(event) => change({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <tr>
      <th scope="row" class="number">
        {place + 1}
      </th>
      <td>
        {field('emailAddress', 'Email address')}
        <span id={said} class={fault ? 'fault wrong' : 'fault ok'}>
          {fault ?? 'Right'}
        </span>
      </td>
      <td>{field('firstName', 'First name')}</td>
      <td>{field('lastName', 'Last name')}</td>
    </tr>
  )
}
