import { addressOf } from '../../dashboard/screens/route.ts'
import type { Me } from '../contract.ts'
import './accounts.css'
import { TestLetter } from './company.tsx'

/** What an owner does first in a new house. */
export function GettingStarted({ me }: { me: Me }) {
  if (me.role !== 'owner') return null
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
          <TestLetter />
        </li>
        <li>
          <a href={addressOf({ at: 'settings', tab: 'team' })}>Invite a colleague</a>: two who rate for themselves judge
          better than one.
        </li>
        <li>Begin with one of the interviews below.</li>
      </ol>
    </section>
  )
}
