import { useState } from 'preact/hooks'
import type { Criterion } from '../../criteria/screens/use-criteria.ts'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { QuestionFields, type Words, wordsOf } from '../../questions/screens/question-fields.tsx'
import { addToLibrary, editInLibrary, type LibraryQuestion } from '../contract.ts'

type Given = {
  question: LibraryQuestion | undefined
  categories: string[]
  criteria: Criterion[]
  close: () => void
  saved: () => void
}

/** The same as a new question of an assessment has, so that what is shown is what is saved. */
const fresh: Words = {
  questionType: 'video',
  prepTime: 60,
  maxAnswerTime: 120,
  maxRetakes: 2,
  allowOnlySingleChoice: true,
}

export function LibraryForm({ question, categories, criteria, close, saved }: Given) {
  const [shown, setShown] = useState<Words>(() => (question ? wordsOf(question as Words) : fresh))
  const save = async () => {
    if (question) {
      const body = { ...shown, lastSeen: question.updatedAt }
      await call(editInLibrary, { params: { id: String(question.id) }, body })
    } else await call(addToLibrary, { body: shown })
    saved()
  }
  return (
    <FormDialog
      title={question ? 'Edit question' : 'New question'}
      submit="Save"
      close={close}
      act={save}
      isReady={(shown.question ?? '').trim() !== ''}
      isWide
    >
      <QuestionFields
        label="Question"
        shown={shown}
        set={(by) => setShown((before) => ({ ...before, ...by }))}
        categories={categories}
        criteria={criteria}
      />
      {question && <p class="hint">Interviews that have a copy of it keep theirs as it is.</p>}
    </FormDialog>
  )
}
