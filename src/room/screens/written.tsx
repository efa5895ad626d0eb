import { useEffect, useRef, useState } from 'preact/hooks'
import { wordsIn } from '../answered.ts'
import type { Question } from '../contract.ts'
import { useWords } from './language.tsx'

type Written = NonNullable<Question['written']>
type Given = { question: Question; save: (answer: Written) => Promise<void> }

const pauseMs = 800

/**
 * An answer in words. What is typed is kept a moment after each pause, and when they leave; `expect` says that it is coming, and
 * what it returns that it came.
 */
export function Essay({ question, save, expect }: Given & { expect: () => () => void }) {
  const words = useWords()
  const { written, maxWords } = question
  const [text, setText] = useState(written && 'text' in written ? written.text : '')
  const unsaved = useRef<string | undefined>(undefined)
  const arrived = useRef<(() => void) | undefined>(undefined)
  const count = wordsIn(text)
  const tooMany = maxWords !== null && count > maxWords
  const flush = () => {
    if (unsaved.current === undefined) return
    void save({ text: unsaved.current }).finally(arrived.current)
    unsaved.current = undefined
    arrived.current = undefined
  }
  useEffect(() => {
    const timer = setTimeout(flush, pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  useEffect(() => flush, [])
  return (
    <label class="field">
      <span>{words.ownAnswer}</span>
      <textarea
        rows={10}
        dir="auto"
        value={text}
        aria-invalid={tooMany}
        aria-describedby="count"
        onInput={({ currentTarget: { value } }) => {
          setText(value)
          if (maxWords !== null && wordsIn(value) > maxWords) return
          unsaved.current = value
          arrived.current ??= expect()
        }}
      />
      <span id="count" role="status" class={tooMany ? 'warning' : ''}>
        {[words.wordCount(count), ...limitsOf(question, words)].join(' · ')}
      </span>
    </label>
  )
}

function limitsOf({ minWords, maxWords }: Question, words: ReturnType<typeof useWords>): string[] {
  return [
    ...(minWords ? [words.atLeastWords(minWords)] : []),
    ...(maxWords === null ? [] : [words.atMostWords(maxWords)]),
  ]
}

/** One of several answers, or some of them. */
export function Choices({ question, save }: Given) {
  const words = useWords()
  const { written, options, singleChoice } = question
  const [chosen, setChosen] = useState<number[]>(written && 'choices' in written ? written.choices : [])
  const pick = (index: number, isOn: boolean) => {
    const others = singleChoice ? [] : chosen.filter((each) => each !== index)
    const choices = isOn ? [...others, index].sort((a, b) => a - b) : others
    setChosen(choices)
    void save({ choices })
  }
  return (
    <fieldset class="field">
      <legend>{singleChoice ? words.chooseOne : words.chooseSome}</legend>
      {options.map((option, index) => (
        <label key={option} class="tick option">
          <input
            type={singleChoice ? 'radio' : 'checkbox'}
            name="choice"
            checked={chosen.includes(index)}
            onChange={({ currentTarget }) => pick(index, currentTarget.checked)}
          />
          <span dir="auto">{option}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** A mark from 1 up, on one row of numbers. */
export function Marks({ question, save }: Given) {
  const words = useWords()
  const { written, highestMark } = question
  const [mark, setMark] = useState(written && 'rating' in written ? written.rating : undefined)
  return (
    <fieldset class="field">
      <legend>{words.marks(highestMark)}</legend>
      <div class="marks">
        {Array.from({ length: highestMark }, (_, index) => index + 1).map((each) => (
          <label key={each} class="mark">
            <input
              type="radio"
              name="mark"
              checked={mark === each}
              onChange={() => {
                setMark(each)
                void save({ rating: each })
              }}
            />
            <span>{each}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
