import { useState } from 'preact/hooks'
import type { Question } from '../contract.ts'
import { extensionOf, fileKinds } from '../file-names.ts'
import { fileLimit } from '../limits.ts'
import { sizeOf } from './clock.ts'
import { useLanguage } from './language.tsx'

type Given = { question: Question; save: (file: File) => Promise<void> }

/** A file from this device. What is chosen is kept here until the server has it. */
export function FileAnswer({ question, save }: Given) {
  const { language, words } = useLanguage()
  const [wrong, setWrong] = useState<string>()
  const choose = async (file: File | undefined) => {
    if (!file) return
    const isKind = fileKinds.includes(extensionOf(file.name))
    setWrong(!isKind || file.size === 0 ? words.fileWrong : file.size > fileLimit ? words.fileTooLarge : undefined)
    if (isKind && file.size > 0 && file.size <= fileLimit) await save(file)
  }
  return (
    <div class="field">
      {question.file && (
        <p class="kept">
          <bdi>{question.file.name}</bdi> ({sizeOf(question.file.bytes, language)})
        </p>
      )}
      <label class="field">
        <span>{question.file ? words.anotherFile : words.chooseFile}</span>
        <input
          type="file"
          accept={fileKinds.map((kind) => `.${kind}`).join(',')}
          aria-describedby="kinds"
          onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
        />
      </label>
      <p id="kinds" class="hint">
        {words.fileHint}
      </p>
      {wrong && <p role="alert">{wrong}</p>}
    </div>
  )
}
