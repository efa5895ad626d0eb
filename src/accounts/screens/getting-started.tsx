import { call } from '../../dashboard/screens/call.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { getCompany, type Me } from '../contract.ts'
import './accounts.css'
import { TestLetter } from './company.tsx'
import { OwnClock } from './time-zone.tsx'

/** What an owner does first in a new house. */
export function GettingStarted({ me }: { me: Me }) {
  return me.role === 'owner' ? <Steps /> : null
}

function Steps() {
  const { fetched } = useFetched((signal) => call(getCompany, { signal }), 'company')
  return (
    <section class="panel begin" aria-label="Getting started">
      <h2>Before the first candidate</h2>
      <ol>
        <li>
          <a href={addressOf({ at: 'settings', tab: 'account' })}>Choose a password of your own</a>, and delete the file
          of the first run.
        </li>
        <li>
          See whether letters arrive.
          {fetched.at === 'here' && <TestLetter letters={fetched.data.letters} />}
        </li>
        {fetched.at === 'here' && (
          <li>
            Letters tell deadlines by a clock.
            <OwnClock timeZone={fetched.data.timeZone} />
          </li>
        )}
        <li>
          <a href={addressOf({ at: 'settings', tab: 'team' })}>Invite a colleague</a>: two who rate for themselves judge
          better than one.
        </li>
        <li>Begin with one of the interviews below.</li>
      </ol>
    </section>
  )
}
