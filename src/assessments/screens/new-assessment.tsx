import { useRef, useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { go } from '../../dashboard/screens/route.ts'
import { addTemplate } from '../../questions/screens/from-template.ts'
import { type Template, templates } from '../../questions/templates.ts'
import { createAssessment } from '../contract.ts'

/** Most keep what they find: two reminders, two days apart, bring in who meant to come. */
const usual = { enableReminder: true, reminderInterval: 2, maxReminders: 2 }

export function NewAssessment({ template, close }: { template: Template | undefined; close: () => void }) {
  const [name, setName] = useState(template?.name ?? '')
  const [from, setFrom] = useState(template?.name ?? '')
  /** Where the line is lost before all questions are in it, trying again makes no second one. */
  const made = useRef<{ id: number }>(undefined)
  const chosen = templates.find((each) => each.name === from)
  const make = async () => {
    made.current ??= await call(createAssessment, { body: { groupName: name, ...usual } })
    const id = String(made.current.id)
    if (chosen) await addTemplate(id, chosen)
    go({ at: 'assessment', id, tab: 'questions' })
  }
  return (
    <FormDialog title="New assessment" submit="Create" close={close} act={make} isReady={name.trim() !== ''}>
      <label>
        Name
        <input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        Questions
        <select value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
          <option value="">None yet</option>
          {templates.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
      </label>
      {chosen && <p class="hint">{chosen.about}</p>}
    </FormDialog>
  )
}

/** Where to begin: three ready-made interviews. */
export function TemplateChoice({ make }: { make: (template: Template) => void }) {
  return (
    <ul class="templates">
      {templates.map((template) => (
        <li key={template.name} class="panel">
          <h3>{template.name}</h3>
          <p>{template.about}</p>
          <button type="button" onClick={() => make(template)}>
            Use {template.name}
          </button>
        </li>
      ))}
    </ul>
  )
}
