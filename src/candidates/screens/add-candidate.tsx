import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { sendInvite } from '../../invitations/contract.ts'
import { addCandidate } from '../contract.ts'

type Given = { assessmentId: string; close: () => void; added: () => void }

export function AddCandidate({ assessmentId: id, close, added }: Given) {
  const [person, setPerson] = useState({ firstName: '', lastName: '', emailAddress: '' })
  const [isInvited, setInvited] = useState(true)
  const name = (label: string, key: 'firstName' | 'lastName') => (
    <label>
      {label}
      <input value={person[key]} onInput={(event) => setPerson({ ...person, [key]: event.currentTarget.value })} />
    </label>
  )
  const add = async () => {
    const [made] = await call(addCandidate, { params: { id }, body: person })
    if (made && isInvited) await call(sendInvite, { params: { id }, body: { interviewIds: [made.interviewId] } })
    added()
  }
  return (
    <FormDialog title="Add candidate" submit="Add" close={close} act={add}>
      {name('First name', 'firstName')}
      {name('Last name', 'lastName')}
      <label>
        Email address
        <input
          type="email"
          required
          value={person.emailAddress}
          onInput={(event) => setPerson({ ...person, emailAddress: event.currentTarget.value })}
        />
      </label>
      <label class="tick">
        <input type="checkbox" checked={isInvited} onChange={(event) => setInvited(event.currentTarget.checked)} />
        Invite at once
      </label>
    </FormDialog>
  )
}
