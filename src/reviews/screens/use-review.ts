import { useState } from 'preact/hooks'
import type { Static } from 'typebox'
import { call } from '../../dashboard/screens/call.ts'
import { useSaved } from '../../dashboard/screens/use-saved.ts'
import { editReview, type Review, submitReview } from '../contract.ts'
import { keyOf, type Marks, type Target } from './marks.tsx'

type Words = Static<typeof editReview.body>
type Rating = NonNullable<Words['ratings']>[number]

/** One's own review as it is on the screen: shown at once, saved a moment later. */
export function useReview(uuid: string, mine: Review | null) {
  const [ratings, setRatings] = useState<ReadonlyMap<string, Rating>>(
    () => new Map(mine?.ratings.map((rating) => [keyOf(rating), rating])),
  )
  const [advice, setAdvice] = useState(mine?.advice ?? null)
  const [summary, setSummary] = useState(mine?.summary ?? '')
  const params = { id: uuid }
  const { saving, change, flush } = useSaved<Words>(async (body) => void (await call(editReview, { params, body })))
  const marks: Marks = new Map([...ratings].map(([key, { mark }]) => [key, mark]))
  return {
    marks,
    advice,
    summary,
    saving,
    rate(target: Target, mark: number | null) {
      const next = new Map(ratings).set(keyOf(target), { ...target, mark })
      setRatings(next)
      change({ ratings: [...next.values()] })
    },
    advise(next: Review['advice']) {
      setAdvice(next)
      change({ advice: next })
    },
    write(next: string) {
      setSummary(next)
      change({ summary: next })
    },
    /** Everything typed first, then the whole. */
    async handIn() {
      await flush()
      await call(submitReview, { params, body: {} })
    },
  }
}

export type MyReview = ReturnType<typeof useReview>
