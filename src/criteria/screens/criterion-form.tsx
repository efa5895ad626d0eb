import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { createCriterion, editCriterion } from '../contract.ts'
import type { Criterion } from './use-criteria.ts'

type Given = { criterion: Criterion | undefined; close: () => void; saved: () => void }

const levels = 5

export function CriterionForm({ criterion, close, saved }: Given) {
  const [criteriaName, setName] = useState(criterion?.criteriaName ?? '')
  const [description, setDescription] = useState(criterion?.description ?? '')
  const [scale, setScale] = useState(criterion?.scale ?? Array.from({ length: levels }, () => ''))
  const save = async () => {
    const body = { criteriaName, description: description.trim() || null, scale }
    await (criterion
      ? call(editCriterion, { params: { id: String(criterion.id) }, body })
      : call(createCriterion, { body }))
    saved()
  }
  const isReady = criteriaName.trim() !== '' && scale.every((anchor) => anchor.trim() !== '')
  return (
    <FormDialog
      title={criterion ? 'Edit criterion' : 'New criterion'}
      submit="Save"
      close={close}
      act={save}
      isReady={isReady}
      isWide
    >
      <label>
        Name
        <input required maxLength={200} value={criteriaName} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        What is meant by it
        <textarea rows={2} value={description} onInput={(event) => setDescription(event.currentTarget.value)} />
      </label>
      <p class="hint">
        Say for each mark what somebody does or says, so that two reviewers who hear the same give the same.
      </p>
      {scale.map((anchor, index) => (
        <label key={index}>
          {index + 1} is
          <textarea
            rows={2}
            required
            value={anchor}
            onInput={({ currentTarget: { value } }) =>
              setScale(scale.map((each, place) => (place === index ? value : each)))
            }
          />
        </label>
      ))}
    </FormDialog>
  )
}
