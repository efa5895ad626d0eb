import { useState } from 'preact/hooks'
import { type Table, tableOf } from './columns.ts'
import { decode } from './decode.ts'
import { parse } from './parse.ts'

/** More is not a list of candidates. */
const largestBytes = 20 * 1024 * 1024

export function ChooseFile({ chosen }: { chosen: (table: Table) => void }) {
  const [pasted, setPasted] = useState('')
  const [wrong, setWrong] = useState<string>()
  const take = async (csv: string) => {
    const table = tableOf(await parse(csv))
    if (table.rows.length === 0) setWrong('There are no rows in it.')
    else chosen(table)
  }
  const read = async (file: File | undefined) => {
    if (!file) return
    if (file.size > largestBytes) return setWrong('This file is larger than 20 MB.')
    if (/\.(xlsx?|ods|numbers)$/i.test(file.name))
      return setWrong('Save the spreadsheet as CSV first, then choose that.')
    await take(decode(new Uint8Array(await file.arrayBuffer()))).catch(() => setWrong('This file cannot be read.'))
  }
  return (
    <section class="panel import">
      <label>
        CSV file
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
        />
      </label>
      <p class="hint">With a column for the email address, and for the names if you have them. Any order.</p>
      <label>
        Or paste rows from a spreadsheet
        <textarea rows={6} value={pasted} onInput={(event) => setPasted(event.currentTarget.value)} />
      </label>
      {wrong && <p role="alert">{wrong}</p>}
      <div class="actions">
        <button type="button" class="primary" disabled={pasted.trim() === ''} onClick={() => void take(pasted)}>
          Use what is pasted
        </button>
      </div>
    </section>
  )
}
