import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import { editUser, inviteUser, inviteUserAgain, listUsers, type Me, type Member } from '../contract.ts'
import { CopiedText } from './copied-text.tsx'
import { useAttempt } from './use-attempt.ts'

const roles: [Member['role'], string, string][] = [
  ['owner', 'Owner', 'everything, also team, keys and company'],
  ['recruiter', 'Recruiter', 'assessments, candidates, decisions, the audit log'],
  ['reviewer', 'Reviewer', 'watches and rates; sees no names where hiring is masked'],
]

/** Who works here and what they may. Nothing is shown as changed before the server has it. */
export function Team({ me }: { me: Me }) {
  const { fetched, reload } = useFetched((signal) => call(listUsers, { signal }), 'users')
  const [isInviting, setInviting] = useState(false)
  const [link, setLink] = useState<string>()
  const { attempt, wrong } = useAttempt()
  const isOwner = me.role === 'owner'
  const change = (member: Member, body: { role?: Member['role']; disabled?: boolean }) =>
    void attempt(() => call(editUser, { params: { id: String(member.userId) }, body })).then(reload)
  const again = (member: Member) =>
    void attempt(async () => {
      setLink((await call(inviteUserAgain, { params: { id: String(member.userId) } })).link)
    })
  return (
    <section>
      <div class="toolbar">
        <span class="hint">
          {roles.map(([, label, may]) => (
            <span key={label}>
              <b>{label}</b>: {may}.{' '}
            </span>
          ))}
        </span>
        {isOwner && (
          <span class="actions">
            <button type="button" class="primary" onClick={() => setInviting(true)}>
              Invite a colleague
            </button>
          </span>
        )}
      </div>
      {wrong && <p role="alert">{wrong}</p>}
      {link && (
        <div class="panel">
          <p>A letter with this link is on its way. Where letters do not leave yet, hand the link over yourself.</p>
          <CopiedText label="Link, good for seven days, once" text={link} />
        </div>
      )}
      <States fetched={fetched} reload={reload}>
        {(members) => (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Email</th>
                  <th scope="col">Role</th>
                  <th scope="col">Last signed in</th>
                  {isOwner && <th scope="col">Change</th>}
                </tr>
              </thead>
              <tbody>
                {members.map((member) => (
                  <tr key={member.userId}>
                    <th scope="row">
                      {member.name || '–'} <Standing member={member} />
                    </th>
                    <td>{member.email}</td>
                    <td>
                      {isOwner ? (
                        <select
                          aria-label={`Role of ${member.email}`}
                          value={member.role}
                          onChange={(event) => change(member, { role: event.currentTarget.value as Member['role'] })}
                        >
                          {roles.map(([value, label]) => (
                            <option key={value} value={value}>
                              {label}
                            </option>
                          ))}
                        </select>
                      ) : (
                        roles.find(([value]) => value === member.role)?.[1]
                      )}
                    </td>
                    <td>{member.lastSignedInAt ? dayOf(member.lastSignedInAt) : '–'}</td>
                    {isOwner && (
                      <td class="actions">
                        {!member.disabledAt && member.invited && (
                          <button
                            type="button"
                            onClick={() => again(member)}
                            aria-label={`Invite again ${member.email}`}
                          >
                            Invite again
                          </button>
                        )}
                        {member.userId !== me.userId && (
                          <button
                            type="button"
                            aria-label={`${member.disabledAt ? 'Enable' : 'Disable'} ${member.email}`}
                            onClick={() => change(member, { disabled: member.disabledAt === null })}
                          >
                            {member.disabledAt ? 'Enable' : 'Disable'}
                          </button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </States>
      {isInviting && (
        <Invite
          close={() => setInviting(false)}
          done={(made) => {
            setLink(made)
            reload()
          }}
        />
      )}
    </section>
  )
}

function Standing({ member: { disabledAt, invited } }: { member: Member }) {
  if (disabledAt) return <span class="pill">Disabled</span>
  return invited ? <span class="pill">Invited</span> : null
}

function Invite({ close, done }: { close: () => void; done: (link: string) => void }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Member['role']>('reviewer')
  const send = async () => done((await call(inviteUser, { body: { email, role } })).link)
  return (
    <FormDialog title="Invite a colleague" submit="Send invitation" close={close} act={send} isReady={email !== ''}>
      <label>
        Email address
        <input type="email" required value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
      </label>
      <label>
        Role
        <select value={role} onChange={(event) => setRole(event.currentTarget.value as Member['role'])}>
          {roles.map(([value, label, may]) => (
            <option key={value} value={value}>
              {label}: {may}
            </option>
          ))}
        </select>
      </label>
    </FormDialog>
  )
}
