import { useMemo } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { useReloadWhile } from '../../dashboard/screens/use-reload-while.ts'
import { listLetters } from '../../invitations/contract.ts'

const againAfterMs = 10_000

/** What was sent to whom. Looked at again while some are on their way: a letter leaves a moment after it was asked for. */
export function useLetters(id: string) {
  const { fetched, reload } = useFetched((signal) => call(listLetters, { params: { id }, signal }), id)
  const all = fetched.at === 'here' ? fetched.data.letters : []
  const isWaiting = all.some(({ sent, failure, trouble }) => (sent === 0 && failure === null) || trouble !== null)
  useReloadWhile(isWaiting, reload, againAfterMs)
  const of = useMemo(() => new Map(all.map((letter) => [letter.interviewId, letter])), [fetched])
  return { of, reload }
}
