import { dayOf } from '../../dashboard/screens/when.ts'
import type { Me, Member } from '../contract.ts'
import { type Change, changeLabels } from './member-dialog.tsx'
import { labelOf } from './roles.tsx'

type Given = { members: Member[]; me: Me; change: ((member: Member, what: Change) => void) | undefined }

export function TeamTable({ members, me, change }: Given) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label="Team">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Email</th>
            <th scope="col">Role</th>
            <th scope="col">Last signed in</th>
            {change && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.userId}>
              <th scope="row">
                {member.name || '–'} {member.userId === me.userId && '(you)'} <Standing member={member} />
              </th>
              <td>{member.email}</td>
              <td>{labelOf(member.role)}</td>
              <td>{member.lastSignedInAt ? dayOf(member.lastSignedInAt) : '–'}</td>
              {change && (
                <td>
                  <Actions member={member} isMe={member.userId === me.userId} change={(what) => change(member, what)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Standing({ member: { disabledAt, invited, failure } }: { member: Member }) {
  if (disabledAt) return <span class="pill">Disabled</span>
  if (failure) {
    return (
      <span class="pill wrong" title={failure}>
        Not delivered<span class="unseen">: {failure}</span>
      </span>
    )
  }
  return invited ? <span class="pill">Invited</span> : null
}

type ActionsGiven = { member: Member; isMe: boolean; change: (what: Change) => void }

function Actions({ member, isMe, change }: ActionsGiven) {
  return (
    <span class="actions">
      {changesOf(member, isMe).map((what) => (
        <button
          // One button that says the opposite afterwards: whoever pressed it still has the focus.
          key={what === 'enable' ? 'disable' : what}
          type="button"
          class="small"
          aria-label={`${changeLabels[what]} ${member.email}`}
          onClick={() => change(what)}
        >
          {changeLabels[what]}
        </button>
      ))}
    </span>
  )
}

function changesOf({ disabledAt, invited }: Member, isMe: boolean): Change[] {
  if (disabledAt) return ['enable']
  return ['role', ...(invited ? (['again'] as const) : []), ...(isMe ? [] : (['disable'] as const))]
}
