import { useReloadWhile } from '../../dashboard/screens/use-reload-while.ts'
import type { Answer } from './answer.tsx'

const askAgainMs = 3000

/** What is still being made playable comes by itself. */
export function useReloadWhileComing(answers: Answer[], reload: () => void): void {
  const isComing = answers.some(({ segments }) => segments.some(({ ready, failure }) => !ready && failure === null))
  useReloadWhile(isComing, reload, askAgainMs)
}
