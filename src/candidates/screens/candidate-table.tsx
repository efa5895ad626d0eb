import { addressOf } from '../../dashboard/screens/route.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import { type Letter, LetterCell } from './letter-cell.tsx'
import type { Row } from './row.ts'
import { type Column, nameOf, type Sorting } from './sorting.ts'
import { rowHeight, useWindow } from './use-window.ts'

type Given = {
  assessmentId: string
  rows: Row[]
  sorting: Sorting
  sort: (by: Column) => void
  chosen: ReadonlySet<string>
  /** Undefined for who may only look. */
  choose: ((chosen: ReadonlySet<string>) => void) | undefined
  arrange: (row: Row) => void
  letterOf: ReadonlyMap<string, Letter>
}

const columns: [Column, string][] = [
  ['name', 'Name'],
  ['email', 'Email'],
  ['status', 'Status'],
  ['rating', 'Rating'],
  ['automatic', 'Automatic'],
  ['result', 'Result'],
  ['outcome', 'Outcome'],
  ['closes', 'Closes'],
]

/** Only the rows in view are drawn. A screen reader is told how many there are, and which these are. */
export function CandidateTable({ assessmentId, rows, sorting, sort, chosen, choose, arrange, letterOf }: Given) {
  const { frame, first, last, at, setAt, scrolled, press } = useWindow(rows.length)
  const allChosen = rows.length > 0 && rows.every(({ interviewId }) => chosen.has(interviewId))
  const toggle = (ids: string[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) isOn ? next.add(id) : next.delete(id)
    choose?.(next)
  }
  return (
    <section
      ref={frame}
      class="scroll rows"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label="Candidates"
      aria-description="The arrow keys go from row to row"
      onScroll={({ currentTarget }) => scrolled(currentTarget)}
      onKeyDown={press}
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
            {columns.map(([column, label]) => (
              <Heading key={column} column={column} label={label} sorting={sorting} sort={sort} />
            ))}
            <th scope="col">Letters</th>
            {choose && (
              <th scope="col">
                <span class="unseen">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} />
          {rows.slice(first, last).map((row, index) => {
            const place = first + index
            const tabIndex = place === at ? 0 : -1
            return (
              <tr key={row.interviewId} aria-rowindex={place + 2} onFocusIn={() => setAt(place)}>
                {choose && (
                  <td>
                    <input
                      type="checkbox"
                      tabIndex={tabIndex}
                      aria-label={`Choose ${nameOf(row)}`}
                      checked={chosen.has(row.interviewId)}
                      onChange={(event) => toggle([row.interviewId], event.currentTarget.checked)}
                    />
                  </td>
                )}
                <th scope="row" title={nameOf(row)}>
                  <a
                    tabIndex={tabIndex}
                    data-row={place}
                    href={addressOf({ at: 'interview', assessmentId, uuid: row.interviewId })}
                    onKeyDown={(event) => {
                      if (event.key !== ' ' || !choose) return
                      event.preventDefault()
                      toggle([row.interviewId], !chosen.has(row.interviewId))
                    }}
                  >
                    {nameOf(row)}
                  </a>
                </th>
                <td title={row.candidateEmail}>{row.candidateEmail}</td>
                <td>
                  <span class={`pill pill-${row.status.toLowerCase().replaceAll(' ', '-')}`}>{row.status}</span>
                </td>
                <td class="number">{row.totalScore ?? ''}</td>
                <td class="number">{row.interviewScore ?? ''}</td>
                <td>{row.result ?? ''}</td>
                <td>{row.outcome ?? ''}</td>
                <td>{dayOf(row.expirationDate)}</td>
                <td>
                  <LetterCell letter={letterOf.get(row.interviewId)} />
                </td>
                {choose && (
                  <td>
                    <button
                      type="button"
                      class="small"
                      tabIndex={tabIndex}
                      aria-haspopup="dialog"
                      aria-label={`Arrangements for ${nameOf(row)}`}
                      onClick={() => arrange(row)}
                    >
                      ⋯
                    </button>
                  </td>
                )}
              </tr>
            )
          })}
          <Gap rows={rows.length - last} />
        </tbody>
      </table>
    </section>
  )
}

type HeadingGiven = { column: Column; label: string; sorting: Sorting; sort: (by: Column) => void }

function Heading({ column, label, sorting, sort }: HeadingGiven) {
  const isBy = sorting?.by === column
  return (
    <th
      scope="col"
      class={column === 'rating' || column === 'automatic' ? 'number' : ''}
      aria-sort={!isBy ? 'none' : sorting.isDown ? 'descending' : 'ascending'}
    >
      <button type="button" class="sort" onClick={() => sort(column)}>
        {label}
        <span aria-hidden="true">{isBy ? (sorting.isDown ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  )
}

/** The height of rows that are not drawn, as an attribute: the page allows no inline styles. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null
  return (
    <tr>
      <td colSpan={11} {...{ height: rows * rowHeight }} />
    </tr>
  )
}
