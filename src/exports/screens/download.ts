import { callForText } from '../../dashboard/screens/call.ts'
import { exportCandidates } from '../contract.ts'

/** Saves the rows as they are shown, or without ids all there are, in a file named after their assessment. */
export async function download(id: string, interviewIds: string[] | undefined, name: string): Promise<void> {
  const body = interviewIds ? { interviewIds } : {}
  const csv = await callForText(exportCandidates, { params: { id }, body })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([`\ufeff${csv.replace(/^\ufeff/, '')}`], { type: 'text/csv' }))
  link.download = `${name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'candidates'}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
