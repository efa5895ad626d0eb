import { useEffect } from 'preact/hooks'
import { type Me, signOut, whoAmI } from '../../accounts/contract.ts'
import { SignIn } from '../../accounts/screens/sign-in.tsx'
import { AssessmentPage } from '../../assessments/screens/assessment.tsx'
import { Assessments } from '../../assessments/screens/assessments.tsx'
import { ImportPage } from '../../imports/screens/import-page.tsx'
import { LibraryPage } from '../../library/screens/library-page.tsx'
import { Compare } from '../../reviews/screens/compare.tsx'
import { Interview } from '../../reviews/screens/interview.tsx'
import { call, Refused } from './call.ts'
import { addressOf, type Route, useRoute } from './route.ts'
import { States } from './states.tsx'
import { TaskTray } from './task-tray.tsx'
import { tasks } from './tasks.ts'
import { useFetched } from './use-fetched.ts'
import { useOnline } from './use-online.ts'

/** Signed in or not decides everything; a session that ends brings the sign-in up where they are. */
export function Dashboard() {
  const { fetched, reload } = useFetched((signal) => call(whoAmI, { signal }), 'me')
  const isOut = fetched.at === 'failed' && fetched.error instanceof Refused && fetched.error.status === 401
  useEffect(() => {
    const check = (event: PromiseRejectionEvent) => {
      if (event.reason instanceof Refused && event.reason.status === 401) reload()
    }
    addEventListener('unhandledrejection', check)
    return () => removeEventListener('unhandledrejection', check)
  }, [])
  if (isOut) return <SignIn done={reload} />
  return (
    <States fetched={fetched} reload={reload}>
      {(me) => <Shell me={me} left={reload} />}
    </States>
  )
}

function Shell({ me, left }: { me: Me; left: () => void }) {
  const route = useRoute()
  const isOnline = useOnline()
  useEffect(() => {
    if (owner !== undefined && owner !== me.userId) tasks.clear()
    owner = me.userId
  }, [me.userId])
  const out = async () => {
    await call(signOut).catch(() => {})
    left()
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
          isIn={!['settings', 'library'].includes(route.at)}
        />
        <Rail route={route} to={{ at: 'library', tab: 'questions' }} label="Library" isIn={route.at === 'library'} />
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
        <Page route={route} me={me} />
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

function Page({ route, me }: { route: Route; me: Me }) {
  switch (route.at) {
    case 'assessment':
      return <AssessmentPage key={route.id} id={route.id} tab={route.tab} me={me} />
    case 'import':
      return <ImportPage key={route.id} id={route.id} me={me} />
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
