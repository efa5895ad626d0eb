import type { Me } from '../../accounts/contract.ts'
import { CriteriaList } from '../../criteria/screens/criteria-list.tsx'
import { addressOf } from '../../dashboard/screens/route.ts'
import { Title } from '../../dashboard/screens/title.tsx'
import { LibraryList } from './library-list.tsx'

const tabs = [
  ['questions', 'Questions'],
  ['criteria', 'Criteria'],
] as const

/** What a company writes once and uses again: questions, and what answers are rated by. */
export function LibraryPage({ tab, me }: { tab: 'questions' | 'criteria'; me: Me }) {
  return (
    <>
      <header class="page-head">
        <Title>Library</Title>
      </header>
      <nav class="tabs" aria-label="Library">
        {tabs.map(([at, label]) => (
          <a
            key={at}
            href={addressOf({ at: 'library', tab: at })}
            {...(at === tab && { 'aria-current': 'page' as const })}
          >
            {label}
          </a>
        ))}
      </nav>
      {tab === 'questions' ? <LibraryList me={me} /> : <CriteriaList me={me} />}
    </>
  )
}
