import { useState } from 'preact/hooks'
import { listUsers, type Me, type Member } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { Title } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { exportEvents } from '../contract.ts'
import './audit.css'
import { ChainBadge } from './chain-badge.tsx'
import { EventPages } from './event-pages.tsx'
import { groups } from './sentences.ts'

type Narrowed = { user: string; kind: string; of: string; id: string; from: string; to: string }

const all: Narrowed = { user: '', kind: '', of: '', id: '', from: '', to: '' }
/** What is known by a number that the log shows. */
const objects = ['interview', 'assessment', 'question', 'candidate', 'criterion', 'user']

/** What happened, by whom and to what. */
export function Audit({ me }: { me: Me }) {
  return me.role === 'reviewer' ? <p class="state">The audit log is for owners and recruiters.</p> : <Log me={me} />
}

function Log({ me }: { me: Me }) {
  const [narrowed, setNarrowed] = useState(all)
  const { fetched: people } = useFetched((signal) => call(listUsers, { signal }), 'users')
  const set = (by: Partial<Narrowed>) => setNarrowed((before) => ({ ...before, ...by }))
  const query = queryOf(narrowed)
  return (
    <>
      <header class="page-head">
        <Title>Audit log</Title>
        <ChainBadge />
        <a class="button" href={`${exportEvents.path}?${new URLSearchParams(query)}`} download="audit-log.csv">
          Export
        </a>
      </header>
      <form class="toolbar" onSubmit={(event) => event.preventDefault()}>
        <label>
          Who
          <select value={narrowed.user} onChange={(event) => set({ user: event.currentTarget.value })}>
            <option value="">Everybody</option>
            {people.at === 'here' && people.data.map((member) => <Person key={member.userId} member={member} />)}
          </select>
        </label>
        <label>
          What
          <select value={narrowed.kind} onChange={(event) => set({ kind: event.currentTarget.value })}>
            <option value="">Everything</option>
            {groups.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          About
          <select value={narrowed.of} onChange={(event) => set({ of: event.currentTarget.value })}>
            <option value="">Anything</option>
            {objects.map((object) => (
              <option key={object} value={object}>
                {object}
              </option>
            ))}
          </select>
        </label>
        {narrowed.of !== '' && (
          <label>
            Its number
            <input
              inputMode="numeric"
              size={8}
              value={narrowed.id}
              {...(narrowed.id !== '' && !isNumber(narrowed.id) && { 'aria-invalid': true })}
              onInput={(event) => set({ id: event.currentTarget.value })}
            />
          </label>
        )}
        <label>
          From
          <input type="date" value={narrowed.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        </label>
        <label>
          To
          <input type="date" value={narrowed.to} onChange={(event) => set({ to: event.currentTarget.value })} />
        </label>
      </form>
      <EventPages me={me} key={JSON.stringify(query)} query={query} />
    </>
  )
}

const Person = ({ member: { userId, name, email } }: { member: Member }) => (
  <option value={userId}>{name || email}</option>
)

/** Days of the reader's own; the last one counts too. */
function queryOf({ user, kind, of, id, from, to }: Narrowed): Record<string, string> {
  const said = {
    user,
    kind,
    object: of && isNumber(id) ? `${of} ${id.trim()}` : '',
    from: startOf(from, 0),
    to: startOf(to, 1),
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
}

const isNumber = (id: string) => /^\s*[1-9]\d{0,14}\s*$/.test(id)

/** The first moment of a day, or of a later one, whose midnight is not always 24 hours away; none while a year is being typed. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return year < 1970 || year > 9998 ? '' : new Date(year, month - 1, date + later).toISOString()
}
