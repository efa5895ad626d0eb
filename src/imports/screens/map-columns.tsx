import { useState } from 'preact/hooks'
import { counted } from '../../dashboard/screens/counted.ts'
import { type Columns, type Field, fields, rowsOf, type Table } from './columns.ts'

type Given = { table: Table; columns: Columns; back: () => void; mapped: (columns: Columns) => void }

const labels: Record<Field, string> = {
  emailAddress: 'Email address',
  firstName: 'First name',
  lastName: 'Last name',
  fullName: 'Whole name, to be split',
}

/** Which column is what: guessed from its heading, shown with the first rows as they would come in. */
export function MapColumns({ table, columns: guessed, back, mapped }: Given) {
  const [columns, setColumns] = useState(guessed)
  const sample = rowsOf({ ...table, rows: table.rows.slice(0, 3) }, columns)
  return (
    <section class="panel import">
      <h2>Which column is what?</h2>
      <p class="hint">
        {counted(table.rows.length, 'row')}, {counted(table.headings.length, 'column')}
      </p>
      <div class="fields">
        {fields.map((field) => (
          <label key={field}>
            {labels[field]}
            <select
              value={columns[field]}
              onChange={(event) => setColumns({ ...columns, [field]: Number(event.currentTarget.value) })}
            >
              <option value={-1}>–</option>
              {table.headings.map((heading, index) => (
                <option key={index} value={index}>
                  {heading}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <div class="scroll">
        <table>
          <caption class="hint">The first rows</caption>
          <thead>
            <tr>
              <th scope="col">First name</th>
              <th scope="col">Last name</th>
              <th scope="col">Email address</th>
            </tr>
          </thead>
          <tbody>
            {sample.map(({ firstName, lastName, emailAddress }, index) => (
              <tr key={index}>
                <td>{firstName}</td>
                <td>{lastName}</td>
                <td>{emailAddress}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <button type="button" onClick={back}>
          Back
        </button>
        <button type="button" class="primary" disabled={columns.emailAddress < 0} onClick={() => mapped(columns)}>
          Check rows
        </button>
      </div>
    </section>
  )
}
