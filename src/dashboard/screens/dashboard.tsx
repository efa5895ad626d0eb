import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { type Me, signOut, whoAmI } from '../../accounts/contract.ts'
import { SettingsPage } from '../../accounts/screens/settings-page.tsx'
import { SignIn } from '../../accounts/screens/sign-in.tsx'
import { SignInAgain } from '../../accounts/screens/sign-in-again.tsx'
import { Welcome } from '../../accounts/screens/welcome.tsx'
import { Analytics } from '../../analytics/screens/analytics.tsx'
import { AssessmentPage } from '../../assessments/screens/assessment.tsx'
import { Assessments } from '../../assessments/screens/assessments.tsx'
import { Audit } from '../../events/screens/audit.tsx'
import { ImportPage } from '../../imports/screens/import-page.tsx'
import { LibraryPage } from '../../library/screens/library-page.tsx'
import { Compare } from '../../reviews/screens/compare.tsx'
import { Interview } from '../../reviews/screens/interview.tsx'
import { call, Refused } from './call.ts'
import { addressOf, type Route, useRoute } from './route.ts'
import { onEnded, sayBegun } from './session.ts'
import { States } from './states.tsx'
import { TaskTray } from './task-tray.tsx'
import { tasks } from './tasks.ts'
import { useFetched } from './use-fetched.ts'
import { useOnline } from './use-online.ts'

export function Dashboard() {
  const token = useInvitation()
  return token ? <Welcome key={token} token={token} /> : <Inside />
}

/**
 * Signed in or not decides everything. A session that ends brings the sign-in up over the page they were on, which is kept
 * as it is: what was typed and not saved is there when they are back. Who signs in instead of them gets a page of their own:
 * what another had before them, and what they had typed, is not theirs.
 */
function Inside() {
  const { fetched, reload } = useFetched((signal) => call(whoAmI, { signal }), 'me')
  const [isOut, setOut] = useState(false)
  useEffect(() => onEnded(() => setOut(true)), [])
  const signedIn = ({ userId }: Me) => {
    if (fetched.at === 'here' && fetched.data.userId !== userId) return location.reload()
    setOut(false)
    reload()
    sayBegun()
  }
  const isNobody = fetched.at === 'failed' && fetched.error instanceof Refused && fetched.error.status === 401
  return (
    <>
      {isNobody ? <SignIn done={signedIn} /> : isOut && <SignInAgain done={signedIn} />}
      {!isNobody && (
        <div hidden={isOut}>
          <States fetched={fetched} reload={reload}>
            {(me) => <Shell key={me.userId} me={me} reload={reload} />}
          </States>
        </div>
      )}
    </>
  )
}

/** The token of a link to join, or to choose a new password, also where it is followed from a page of ours. */
function useInvitation(): string | undefined {
  const [hash, setHash] = useState(location.hash)
  useLayoutEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return /^#\/welcome\/([\w-]+)$/.exec(hash)?.[1]
}

function Shell({ me, reload }: { me: Me; reload: () => void }) {
  const route = useRoute()
  const isOnline = useOnline()
  useEffect(() => {
    if (owner !== undefined && owner !== me.userId) tasks.clear()
    owner = me.userId
  }, [me.userId])
  const out = async () => {
    await call(signOut).catch(() => {})
    reload()
  }
  return (
    <div class="shell">
      <a class="skip" href="#content">
        Skip to content
      </a>
      <nav class="rail" aria-label="Main">
        <strong>{me.companyName}</strong>
        <Rail
          route={route}
          to={{ at: 'assessments' }}
          label="Assessments"
          isIn={!['settings', 'library', 'audit', 'analytics'].includes(route.at)}
        />
        <Rail route={route} to={{ at: 'library', tab: 'questions' }} label="Library" isIn={route.at === 'library'} />
        {me.role !== 'reviewer' && (
          <>
            <Rail
              route={route}
              to={{ at: 'analytics', assessment: '', from: '', to: '' }}
              label="Analytics"
              isIn={route.at === 'analytics'}
            />
            <Rail route={route} to={{ at: 'audit' }} label="Audit log" isIn={route.at === 'audit'} />
          </>
        )}
        <Rail route={route} to={{ at: 'settings', tab: 'account' }} label="Settings" isIn={route.at === 'settings'} />
        <span class="rail-foot">
          {me.email}
          <button type="button" onClick={out}>
            Sign out
          </button>
        </span>
      </nav>
      <main id="content" tabIndex={-1}>
        {!isOnline && (
          <p class="warn" role="status">
            You are offline. What you see may be old, and nothing can be changed.
          </p>
        )}
        <Page route={route} me={me} renamed={reload} />
      </main>
      <TaskTray />
    </div>
  )
}

/** Whose tasks there are: a session that ended and began again goes on with its own. */
let owner: number | undefined

function Rail({ to, label, isIn }: { route: Route; to: Route; label: string; isIn: boolean }) {
  return (
    <a href={addressOf(to)} {...(isIn && { 'aria-current': 'page' as const })}>
      {label}
    </a>
  )
}

function Page({ route, me, renamed }: { route: Route; me: Me; renamed: () => void }) {
  switch (route.at) {
    case 'assessment':
      return <AssessmentPage key={route.id} id={route.id} tab={route.tab} me={me} />
    case 'import':
      return <ImportPage key={route.id} id={route.id} me={me} />
    case 'settings':
      return <SettingsPage tab={route.tab} id={route.id} me={me} renamed={renamed} />
    case 'audit':
      return <Audit me={me} />
    case 'analytics':
      return <Analytics at={route} me={me} />
    case 'library':
      return <LibraryPage tab={route.tab} me={me} />
    case 'interview':
      return <Interview key={route.uuid} assessmentId={route.assessmentId} uuid={route.uuid} me={me} />
    case 'compare':
      return <Compare key={route.assessmentId} assessmentId={route.assessmentId} uuids={route.uuids} />
    default:
      return <Assessments me={me} />
  }
}
