import { addressOf, type Route } from '../../dashboard/screens/route.ts'
import type { ListedEvent } from '../contract.ts'

/** Where what an event is about can be seen, while it is there. */
export function linkOf(event: ListedEvent): { address: string; label: string } | undefined {
  const place = placeOf(event)
  return place && { address: addressOf(place[0]), label: `Open ${place[1]}` }
}

function placeOf({ kind, subject, subjectName, details, interview }: ListedEvent): [Route, string] | undefined {
  if (interview) return [{ at: 'interview', ...interview, assessmentId: String(interview.assessmentId) }, 'interview']
  switch (kind.split('.')[0]) {
    case 'assessment':
      return [{ at: 'assessment', id: subject, tab: 'settings' }, subjectName ?? 'assessment']
    case 'candidates':
      return [{ at: 'assessment', id: subject, tab: 'candidates' }, subjectName ?? 'assessment']
    case 'question':
      return details.assessmentId
        ? [{ at: 'assessment', id: String(details.assessmentId), tab: 'questions' }, 'questions']
        : undefined
    case 'library':
      return [{ at: 'library', tab: 'questions' }, 'library']
    case 'criterion':
      return [{ at: 'library', tab: 'criteria' }, 'criteria']
    case 'user':
      return [{ at: 'settings', tab: 'team' }, 'team']
    case 'key':
      return [{ at: 'settings', tab: 'keys' }, 'API keys']
    case 'company':
      return [{ at: 'settings', tab: 'company' }, 'company']
    default:
      return undefined
  }
}
