import { useState } from 'preact/hooks'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { nameOf } from './candidate-table.tsx'
import type { Row } from './candidates.tsx'

/** The server takes a thousand at a time; fewer show how far it is. */
const atOnce = 100

type Given = {
  rows: Row[]
  invite: (rows: Row[]) => Promise<void>
  remove: (row: Row) => Promise<void>
  done: () => void
}

type Progress = { of: number; done: number; failed: { row: Row; why: string }[] }

/** What is done to all that are chosen. It shows how far it is, and which it was refused for. */
export function Bulk({ rows, invite, remove, done }: Given) {
  const [progress, setProgress] = useState<Progress>()
  const [isAsking, setAsking] = useState(false)
  const isBusy = progress !== undefined && progress.done < progress.of
  const run = async (batches: Row[][], act: (batch: Row[]) => Promise<void>) => {
    let made: Progress = { of: rows.length, done: 0, failed: [] }
    setProgress(made)
    for (const batch of batches) {
      const why = await act(batch)
        .then(() => undefined)
        .catch((error) => (error as Error).message)
      const failed = why === undefined ? [] : batch.map((row) => ({ row, why }))
      made = { ...made, done: made.done + batch.length, failed: [...made.failed, ...failed] }
      setProgress(made)
    }
    if (made.failed.length === 0) done()
  }
  return (
    <section class="bulk" aria-label="Chosen candidates">
      <strong>{rows.length} chosen</strong>
      <button type="button" disabled={isBusy} onClick={() => void run(inBatches(rows, atOnce), invite)}>
        Invite
      </button>
      <button type="button" disabled={isBusy} onClick={() => setAsking(true)}>
        Delete
      </button>
      {progress && (
        <>
          <progress max={progress.of} value={progress.done} aria-label="Progress" />
          <span role="status">
            {progress.done} of {progress.of}
            {progress.failed.length > 0 && `, ${progress.failed.length} failed`}
          </span>
        </>
      )}
      {progress && progress.failed.length > 0 && (
        <ul class="failures">
          {progress.failed.slice(0, 100).map(({ row, why }) => (
            <li key={row.interviewId}>
              {nameOf(row)}: {why}
            </li>
          ))}
        </ul>
      )}
      {isAsking && (
        <FormDialog
          title={`Delete ${rows.length === 1 ? 'this candidate' : `${rows.length} candidates`}?`}
          submit="Delete"
          close={() => setAsking(false)}
          act={() => run(inBatches(rows, 1), ([row]) => (row ? remove(row) : Promise.resolve()))}
        >
          <p>Everything they recorded is deleted too, for good.</p>
        </FormDialog>
      )}
    </section>
  )
}

function inBatches<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
