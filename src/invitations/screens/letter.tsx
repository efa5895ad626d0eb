import { LetterPreview } from '../../dashboard/screens/letter-preview.tsx'
import type { PreviewedLetter } from '../contract.ts'

const titles: Record<PreviewedLetter['kind'], string> = {
  invitation: 'Invitation',
  reminder: 'Reminder',
  extended: 'Deadline put off',
  submitted: 'Handed in, with the receipt',
  retake: 'May answer again',
  grant: 'More time granted',
  refusal: 'Request refused',
  withdrawn: 'Withdrawn',
}

type Given = { letter: PreviewedLetter; id: number; version: string }

/** As the candidate gets it, with links that lead nowhere. */
export const Letter = ({ letter, id, version }: Given) => (
  <LetterPreview
    title={titles[letter.kind]}
    readers="candidates"
    letter={letter}
    page={`/room/v1/assessments/${id}/letters/preview/${letter.kind}?${new URLSearchParams({ version })}`}
    isOpenAtFirst={letter.kind === 'invitation'}
  />
)
