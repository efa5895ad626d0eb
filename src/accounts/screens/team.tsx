import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listUsers, type Me, type Member } from '../contract.ts'
import { CopiedText } from './copied-text.tsx'
import { InviteColleague } from './invite-colleague.tsx'
import { type Change, MemberDialog } from './member-dialog.tsx'
import { roles } from './roles.tsx'
import { TeamTable } from './team-table.tsx'

type Given = { me: Me; changedMe: () => void }

/** Who works here and what they may. Nothing is shown as changed before the server has it. */
export function Team({ me, changedMe }: Given) {
  const { fetched, reload } = useFetched((signal) => call(listUsers, { signal }), 'users')
  const [isInviting, setInviting] = useState(false)
  const [changing, setChanging] = useState<{ member: Member; what: Change }>()
  const [handed, setHanded] = useState<{ email: string; link: string }>()
  const isOwner = me.role === 'owner'
  const done = (email: string, link?: string) => {
    setHanded(link === undefined ? undefined : { email, link })
    reload()
    if (email === me.email) changedMe()
  }
  return (
    <section>
      <div class="toolbar">
        <span class="hint">
          {roles.map(([, label, may]) => (
            <span key={label}>
              <b>{label}</b>: {may}.{' '}
            </span>
          ))}
          {!isOwner && 'Owners change who may what.'}
        </span>
        {isOwner && (
          <span class="actions">
            <button type="button" class="primary" onClick={() => setInviting(true)}>
              Invite a colleague
            </button>
          </span>
        )}
      </div>
      {handed && (
        <div class="panel handed">
          <p role="status">A letter to {handed.email} with this link is on its way.</p>
          <CopiedText label="Link, good for seven days, once" text={handed.link} />
          <p class="hint">
            Where letters do not leave yet, hand it over yourself, to nobody else: whoever has it can take their place.
          </p>
        </div>
      )}
      <States fetched={fetched} reload={reload}>
        {(members) => (
          <TeamTable
            members={members}
            me={me}
            change={isOwner ? (member, what) => setChanging({ member, what }) : undefined}
          />
        )}
      </States>
      {isInviting && <InviteColleague close={() => setInviting(false)} done={done} />}
      {changing && (
        <MemberDialog
          {...changing}
          close={() => setChanging(undefined)}
          done={(link) => done(changing.member.email, link)}
        />
      )}
    </section>
  )
}
