import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { LanguageOptions } from '../../dashboard/screens/language-options.tsx'
import { type Language, languageOf } from '../../lib/languages.ts'
import { inviteUser } from '../contract.ts'
import { type Role, RoleField } from './roles.tsx'

type Given = { close: () => void; done: (email: string, link: string) => void }

export function InviteColleague({ close, done }: Given) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('reviewer')
  const [language, setLanguage] = useState<Language>()
  const send = async () => {
    const body = { email, role, ...(language && { language }) }
    done(email, (await call(inviteUser, { body })).link)
  }
  return (
    <FormDialog title="Invite a colleague" submit="Send invitation" close={close} act={send} isReady={email !== ''}>
      <label>
        Email address
        <input
          type="email"
          required
          maxLength={320}
          autoComplete="off"
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <RoleField role={role} set={setRole} />
      <label>
        Language of letters to them
        <select
          value={language ?? ''}
          onChange={({ currentTarget: { value } }) => setLanguage(value === '' ? undefined : languageOf(value))}
        >
          <option value="">As of those to you</option>
          <LanguageOptions />
        </select>
      </label>
      <p class="hint">They get a letter with a link, and choose a password of their own.</p>
    </FormDialog>
  )
}
