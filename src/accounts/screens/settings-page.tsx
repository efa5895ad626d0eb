import { addressOf, type Route } from '../../dashboard/screens/route.ts'
import { Title } from '../../dashboard/screens/title.tsx'
import { Webhooks } from '../../webhooks/screens/webhooks.tsx'
import type { Me } from '../contract.ts'
import { Account } from './account.tsx'
import './accounts.css'
import { ApiKeys } from './api-keys.tsx'
import { CompanySettings } from './company.tsx'
import { Team } from './team.tsx'

type Tab = Extract<Route, { at: 'settings' }>['tab']
const tabs: [Tab, string][] = [
  ['account', 'Your account'],
  ['team', 'Team'],
  ['keys', 'API keys'],
  ['webhooks', 'Webhooks'],
  ['company', 'Company'],
]

type Given = { tab: Tab; id: string | undefined; me: Me; renamed: () => void }

/** What is not of one assessment: oneself, the others, the keys, the house. */
export function SettingsPage({ tab, id, me, renamed }: Given) {
  const isOwner = me.role === 'owner'
  const shown = tabs.filter(([at]) => isOwner || at === 'account' || at === 'team')
  const isShown = shown.some(([at]) => at === tab)
  return (
    <>
      <header class="page-head">
        <Title>Settings</Title>
      </header>
      <nav class="tabs" aria-label="Settings">
        {shown.map(([at, label]) => (
          <a
            key={at}
            href={addressOf({ at: 'settings', tab: at })}
            {...(at === tab && { 'aria-current': 'page' as const })}
          >
            {label}
          </a>
        ))}
      </nav>
      {tab === 'account' && <Account me={me} renamed={renamed} />}
      {tab === 'team' && <Team me={me} changedMe={renamed} />}
      {tab === 'keys' && isShown && <ApiKeys />}
      {tab === 'webhooks' && isShown && <Webhooks id={id} />}
      {tab === 'company' && isShown && <CompanySettings renamed={renamed} />}
      {!isShown && <p class="state">This is for owners only.</p>}
    </>
  )
}
