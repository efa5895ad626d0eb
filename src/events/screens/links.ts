import type { Me } from '../../accounts/contract.ts'
import { addressOf, type Route } from '../../dashboard/screens/route.ts'
import type { ListedEvent } from '../contract.ts'

/** Where what an event is about can be seen, while it is there, by who may see it. */
export function linkOf(event: ListedEvent, me: Me): { address: string; label: string } | undefined {
  const place = isOwn(event) || (me.role !== 'owner' && isOwners(event)) ? undefined : placeOf(event)
  return place && { address: addressOf(place[0]), label: `Open ${place[1]}` }
}

/** What colleagues do with themselves leads to nothing but the list of them. */
const isOwn = ({ kind, actor, subject }: ListedEvent) => kind.startsWith('user.') && actor === `user:${subject}`
const isOwners = ({ kind }: ListedEvent) => /^(key|company)\./.test(kind)

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
