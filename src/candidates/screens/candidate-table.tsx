import { useState } from 'preact/hooks'
import { addressOf } from '../../dashboard/screens/route.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import type { Row } from './candidates.tsx'

const rowHeight = 44
/** Drawn beyond what is seen, so that a quick scroll shows no gap. */
const beyond = 10

type Given = {
  assessmentId: string
  rows: Row[]
  chosen: ReadonlySet<string>
  choose: ((chosen: ReadonlySet<string>) => void) | undefined
}

/** Only the rows in view are drawn. A screen reader is told how many there are, and which these are. */
export function CandidateTable({ assessmentId, rows, chosen, choose }: Given) {
  const [view, setView] = useState({ top: 0, height: 600 })
  const first = Math.max(Math.floor(view.top / rowHeight) - beyond, 0)
  const last = Math.min(Math.ceil((view.top + view.height) / rowHeight) + beyond, rows.length)
  const allChosen = rows.length > 0 && rows.every(({ interviewId }) => chosen.has(interviewId))
  const toggle = (ids: string[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) isOn ? next.add(id) : next.delete(id)
    choose?.(next)
  }
  return (
    <section
      class="scroll rows"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label="Candidates"
      onScroll={({ currentTarget: { scrollTop, clientHeight } }) => setView({ top: scrollTop, height: clientHeight })}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {choose && (
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="Choose all"
                  checked={allChosen}
                  onChange={(event) =>
                    toggle(
                      rows.map(({ interviewId }) => interviewId),
                      event.currentTarget.checked,
                    )
                  }
                />
              </th>
            )}
            <th scope="col">Name</th>
            <th scope="col">Email</th>
            <th scope="col">Status</th>
            <th scope="col" class="number">
              Score
            </th>
            <th scope="col">Outcome</th>
            <th scope="col">Closes</th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, last).map((row, index) => (
            <tr key={row.interviewId} aria-rowindex={first + index + 2}>
              {choose && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Choose ${nameOf(row)}`}
                    checked={chosen.has(row.interviewId)}
                    onChange={(event) => toggle([row.interviewId], event.currentTarget.checked)}
                  />
                </td>
              )}
              <th scope="row">
                <a href={addressOf({ at: 'interview', assessmentId, uuid: row.interviewId })}>{nameOf(row)}</a>
              </th>
              <td>{row.candidateEmail}</td>
              <td>
                <span class={`pill pill-${row.status.toLowerCase().replaceAll(' ', '-')}`}>{row.status}</span>
              </td>
              <td class="number">{row.interviewScore ?? ''}</td>
              <td>{row.outcome ?? ''}</td>
              <td>{dayOf(row.expirationDate)}</td>
            </tr>
          ))}
          <Gap rows={rows.length - last} />
        </tbody>
      </table>
    </section>
  )
}

export const nameOf = ({ profile, candidateEmail }: Row) =>
  `${profile.firstName} ${profile.lastName}`.trim() || candidateEmail

/** The height of rows that are not drawn, as an attribute: the page allows no inline styles. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null
  return (
    <tr>
      <td colSpan={7} {...{ height: rows * rowHeight }} />
    </tr>
  )
}
