import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { editUser, inviteUserAgain, type Member } from '../contract.ts'
import { RoleField } from './roles.tsx'

export const changeLabels = { role: 'Change role', again: 'Invite again', disable: 'Disable', enable: 'Enable' }
export type Change = keyof typeof changeLabels

const follows: Record<Change, string> = {
  role: 'It counts from their next step on.',
  again: 'They get another letter. The link they have ends.',
  disable:
    'They are signed out everywhere at once, and their tokens end. What they did stays. You can enable them again.',
  enable: 'They can sign in again with the password they had.',
}

type Given = {
  member: Member
  what: Change
  /** `link` is the one of a new invitation. */
  done: (link?: string) => void
  close: () => void
}

/** Asks before somebody's place in the company changes, and says what follows from it. */
export function MemberDialog({ member, what, done, close }: Given) {
  const [role, setRole] = useState(member.role)
  const params = { id: String(member.userId) }
  const act = async () => {
    if (what === 'again') return done((await call(inviteUserAgain, { params })).link)
    await call(editUser, { params, body: what === 'role' ? { role } : { disabled: what === 'disable' } })
    done()
  }
  return (
    <FormDialog
      title={`${changeLabels[what]}: ${member.name || member.email}`}
      submit={what === 'role' ? 'Save' : changeLabels[what]}
      close={close}
      act={act}
    >
      {what === 'role' && <RoleField role={role} set={setRole} />}
      <p>{follows[what]}</p>
    </FormDialog>
  )
}
