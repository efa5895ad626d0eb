import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { momentOf } from '../../dashboard/screens/when.ts'
import { type ListedEvent, listEvents } from '../contract.ts'
import { linkOf } from './links.ts'
import { sentenceOf, whoOf } from './sentences.ts'

const pageSize = 100

/** One page below the other, each asked for when wanted. */
export function EventPages({ query, me }: { query: Record<string, string>; me: Me }) {
  const [before, setBefore] = useState<number[]>([])
  return (
    <>
      <Page me={me} query={query} before={undefined} more={(id) => setBefore([id])} isLast={before.length === 0} />
      {before.map((id, index) => (
        <Page
          key={id}
          me={me}
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
  me: Me
  query: Record<string, string>
  before: number | undefined
  more: (id: number) => void
  isLast: boolean
}

function Page({ me, query, before, more, isLast }: PageGiven) {
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
              <Happened key={event.eventId} event={event} me={me} />
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

function Happened({ event, me }: { event: ListedEvent; me: Me }) {
  const { at, seq } = event
  const link = linkOf(event, me)
  return (
    <li>
      <time dateTime={at}>{momentOf(at)}</time>
      <span>
        <b>{whoOf(event)}</b> {sentenceOf(event)} {link && <a href={link.address}>{link.label}</a>}
      </span>
      <span class="hint">{seq === null ? '' : `#${seq}`}</span>
    </li>
  )
}
