import { useState } from 'preact/hooks'
import type { Static } from 'typebox'
import type { Row } from '../../candidates/screens/row.ts'
import { nameOf } from '../../candidates/screens/sorting.ts'
import { call } from '../../dashboard/screens/call.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { momentOf } from '../../dashboard/screens/when.ts'
import { decideRequest, listRequests } from '../contract.ts'
import { Approve } from './approve.tsx'
import './requests.css'

export type Request = Static<typeof listRequests.reply>['requests'][number]

/** So that the table is not far below. */
const fewest = 3

type Given = { assessmentId: string; rows: Row[]; decided: () => void }

const wishes: Record<Request['kind'], string> = {
  time: 'asks for more time to answer',
  deadline: 'asks for a later deadline',
  retake: 'asks to answer again',
}

/** What candidates ask for, above the table until it is decided. Where nothing is, nothing is shown. */
export function Requests({ assessmentId: id, rows, decided }: Given) {
  const { fetched, reload } = useFetched((signal) => call(listRequests, { params: { id }, signal }), id)
  const [granting, setGranting] = useState<Request>()
  const [wrong, setWrong] = useState<string>()
  const [isWhole, setWhole] = useState(false)
  const requests = fetched.at === 'here' ? fetched.data.requests : []
  const shown = isWhole ? requests : requests.slice(0, fewest)
  const done = () => {
    setWrong(undefined)
    reload()
    decided()
  }
  const refuse = ({ requestId }: Request) =>
    call(decideRequest, { params: { id: String(requestId) }, body: { granted: false } }).then(done, (error) => {
      setWrong((error as Error).message)
      reload()
    })
  const whoOf = ({ interviewId }: Request) => {
    const row = rows.find((each) => each.interviewId === interviewId)
    return row ? nameOf(row) : 'A candidate'
  }
  if (fetched.at === 'failed') return <p role="alert">What candidates ask for is not shown: {fetched.error.message}</p>
  if (requests.length === 0) return null
  return (
    <section class="requests" aria-labelledby="requests">
      <h2 id="requests">Waiting for your answer</h2>
      {wrong && <p role="alert">{wrong}</p>}
      <ul>
        {shown.map((request) => (
          <li key={request.requestId} class="panel">
            <p>
              <strong>{whoOf(request)}</strong> {wishes[request.kind]}{' '}
              <span class="hint">{momentOf(request.askedAt)}</span>
            </p>
            {request.reason && <blockquote dir="auto">{request.reason}</blockquote>}
            <div class="actions">
              <button
                type="button"
                class="primary"
                aria-label={`Approve for ${whoOf(request)}`}
                onClick={() => setGranting(request)}
              >
                Approve
              </button>
              <button type="button" aria-label={`Refuse for ${whoOf(request)}`} onClick={() => void refuse(request)}>
                Refuse
              </button>
            </div>
          </li>
        ))}
      </ul>
      {shown.length < requests.length && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {requests.length}
        </button>
      )}
      {granting && (
        <Approve request={granting} who={whoOf(granting)} close={() => setGranting(undefined)} done={done} />
      )}
    </section>
  )
}
