import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { MomentField } from '../../dashboard/screens/moment-field.tsx'
import { decideRequest } from '../contract.ts'
import { ExtraTime, type Multiplier } from './extra-time.tsx'
import type { Request } from './requests.tsx'
import { RetakeFields } from './retake-fields.tsx'

type Given = { request: Request; who: string; close: () => void; done: () => void }

const weekMs = 7 * 86_400_000

/** Grants what was asked for, with what there is to say of it. They get a letter. */
export function Approve({ request: { requestId, kind, interviewId }, who, close, done }: Given) {
  const [timeMultiplier, setMultiplier] = useState<Multiplier>(1.5)
  const [until, setUntil] = useState(() => Date.now() + weekMs)
  const [questionIds, setQuestionIds] = useState<number[]>()
  const body = {
    granted: true,
    ...(kind === 'time' ? { timeMultiplier } : { expiresAt: String(until) }),
    ...(kind === 'retake' && questionIds && { questionIds }),
  }
  const act = async () => {
    await call(decideRequest, { params: { id: String(requestId) }, body })
    done()
  }
  return (
    <FormDialog
      title={`Approve for ${who}`}
      submit="Approve"
      close={close}
      act={act}
      isReady={questionIds === undefined || questionIds.length > 0}
    >
      {kind === 'time' && <ExtraTime chosen={timeMultiplier} choose={setMultiplier} />}
      {kind === 'retake' && <RetakeFields interviewId={interviewId} chosen={questionIds} choose={setQuestionIds} />}
      {kind !== 'time' && (
        <MomentField
          label="Until"
          at={until}
          set={setUntil}
          faultOf={(at) => (at <= Date.now() ? 'This is in the past.' : undefined)}
        />
      )}
    </FormDialog>
  )
}
