import type { Question } from './contract.ts'

type Asked = Pick<Question, 'type' | 'answeredTakeId' | 'written' | 'file' | 'minWords'>

/** Whether a question has an answer that can be handed in; the room and the server ask the same. */
export function isAnswered({ type, answeredTakeId, written, file, minWords }: Asked): boolean {
  if (type === 'video' || type === 'audio') return answeredTakeId !== null
  if (type === 'file') return file !== null
  if (written === null) return false
  if ('text' in written) return wordsIn(written.text) >= Math.max(minWords ?? 0, 1)
  return 'rating' in written || written.choices.length > 0
}

export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length
