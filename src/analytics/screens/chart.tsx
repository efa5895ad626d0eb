import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type Given = {
  title: string
  /** What it comes to, in a sentence. */
  finding?: ComponentChildren
  /** What it would take to show anything. */
  needs?: string | false | null
  table?: Table
  children?: ComponentChildren
}

export type Table = { headings: string[]; rows: (string | null)[][]; words: number }

/** A chart with what it says in words, and the table of its numbers. */
export function Chart({ title, finding, needs, table, children }: Given) {
  const id = useId()
  return (
    <section class="panel chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {needs ? <p class="hint">{needs}</p> : <Drawn title={title} finding={finding} table={table} drawing={children} />}
    </section>
  )
}

type Drawing = { title: string; finding: ComponentChildren; table: Table | undefined; drawing: ComponentChildren }

function Drawn({ title, finding, table, drawing }: Drawing) {
  return (
    <>
      {finding && <p>{finding}</p>}
      {drawing}
      {table && (
        <details>
          <summary>Show table</summary>
          <Numbers title={title} table={table} />
        </details>
      )}
    </>
  )
}

/** The first columns are words; figures stand under each other. */
export function Numbers({ title, table: { headings, rows, words } }: { title: string; table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll numbers" tabIndex={0} aria-label={`${title}, as a table`}>
      <table>
        <thead>
          <tr>
            {headings.map((heading, place) => (
              <th key={heading} scope="col" {...(place >= words && { class: 'number' })}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {cells.map((cell, place) => (
                <td key={headings[place + 1]} {...(place + 1 >= words && { class: 'number' })}>
                  {cell ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
