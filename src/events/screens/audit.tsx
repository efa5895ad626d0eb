import { useState } from 'preact/hooks'
import { listUsers, type Member } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { momentOf } from '../../dashboard/screens/when.ts'
import { type Chain, exportEvents, getChain, type ListedEvent, listEvents } from '../contract.ts'
import './audit.css'
import { groups, sentenceOf, whoOf } from './sentences.ts'

type Narrowed = { user: string; kind: string; object: string; from: string; to: string }

const all: Narrowed = { user: '', kind: '', object: '', from: '', to: '' }
const pageSize = 100

/** What happened, by whom and to what. */
export function Audit() {
  const [narrowed, setNarrowed] = useState(all)
  const { fetched: people } = useFetched((signal) => call(listUsers, { signal }), 'users')
  const set = (by: Partial<Narrowed>) => setNarrowed((before) => ({ ...before, ...by }))
  const query = queryOf(narrowed)
  return (
    <>
      <header class="page-head">
        <h1>Audit log</h1>
        <Badge />
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
          Object
          <input
            placeholder="interview 12"
            pattern="[a-z]+ [A-Za-z0-9\-_]+"
            title="A kind and a number, such as interview 12"
            value={narrowed.object}
            onChange={({ currentTarget }) => currentTarget.reportValidity() && set({ object: currentTarget.value })}
          />
        </label>
        <label>
          From
          <input type="date" value={narrowed.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        </label>
        <label>
          To
          <input type="date" value={narrowed.to} onChange={(event) => set({ to: event.currentTarget.value })} />
        </label>
      </form>
      <Pages key={JSON.stringify(query)} query={query} />
    </>
  )
}

const Person = ({ member: { userId, name, email } }: { member: Member }) => (
  <option value={userId}>{name || email}</option>
)

/** Days of the reader's own; the last one counts too. */
function queryOf({ user, kind, object, from, to }: Narrowed): Record<string, string> {
  const said = {
    user,
    kind,
    object,
    from: from && new Date(`${from}T00:00`).toISOString(),
    to: to && new Date(new Date(`${to}T00:00`).getTime() + 86_400_000).toISOString(),
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
}

/** One page below the other, each asked for when wanted. */
function Pages({ query }: { query: Record<string, string> }) {
  const [before, setBefore] = useState<number[]>([])
  return (
    <>
      <Page query={query} before={undefined} more={(id) => setBefore([id])} isLast={before.length === 0} />
      {before.map((id, index) => (
        <Page
          key={id}
          query={query}
          before={id}
          more={(next) => setBefore([...before, next])}
          isLast={index === before.length - 1}
        />
      ))}
    </>
  )
}

type PageGiven = {
  query: Record<string, string>
  before: number | undefined
  more: (id: number) => void
  isLast: boolean
}

function Page({ query, before, more, isLast }: PageGiven) {
  const { fetched, reload } = useFetched((signal) => {
    const asked = { ...query, limit: String(pageSize), ...(before !== undefined && { before: String(before) }) }
    return call(listEvents, { query: asked, signal })
  }, String(before))
  return (
    <States
      fetched={fetched}
      reload={reload}
      isEmpty={({ events }) => events.length === 0}
      empty={<p>Nothing like this has happened.</p>}
    >
      {({ events, next }) => (
        <>
          <ol class="events">
            {events.map((event) => (
              <Happened key={event.eventId} event={event} />
            ))}
          </ol>
          {next !== null && isLast && (
            <button type="button" onClick={() => more(next)}>
              Show older
            </button>
          )}
        </>
      )}
    </States>
  )
}

function Happened({ event }: { event: ListedEvent }) {
  const { at, interview, seq } = event
  return (
    <li>
      <time dateTime={at}>{momentOf(at)}</time>
      <span>
        <b>{whoOf(event)}</b> {sentenceOf(event)}{' '}
        {interview && (
          <a href={addressOf({ at: 'interview', assessmentId: String(interview.assessmentId), uuid: interview.uuid })}>
            Open
          </a>
        )}
      </span>
      <span class="hint">{seq === null ? '' : `#${seq}`}</span>
    </li>
  )
}

/** Whether anybody has been at the log. */
function Badge() {
  const { fetched, reload } = useFetched((signal) => call(getChain, { signal }), 'chain')
  if (fetched.at === 'loading') return <span class="pill">Checking the chain…</span>
  if (fetched.at === 'failed') {
    return (
      <button type="button" onClick={reload}>
        The chain could not be checked: try again
      </button>
    )
  }
  return <Verdict chain={fetched.data} />
}

function Verdict({ chain: { events, brokenAt, wholeAt } }: { chain: Chain }) {
  if (brokenAt !== null) {
    return (
      <strong class="pill pill-broken" role="alert">
        The chain is broken at event {brokenAt}: it or one before it was changed
      </strong>
    )
  }
  return (
    <span class="pill pill-verified" title={`All of it was last checked ${momentOf(wholeAt)}`}>
      Chain verified, {events} events
    </span>
  )
}
