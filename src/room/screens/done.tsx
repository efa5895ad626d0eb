import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../lib/languages.ts'
import type { Interview, Receipt } from '../contract.ts'
import { pauseAfter } from '../recorder/pace.ts'
import { Ask, type AskFor } from './ask.tsx'
import { clock, ownTime, sizeOf } from './clock.ts'
import { Frame } from './frame.tsx'
import { useLanguage, useWords } from './language.tsx'
import { Heading } from './notice.tsx'
import { OwnTake, type Watch } from './own-take.tsx'
import { Rich } from './rich.tsx'
import { Withdraw } from './withdraw.tsx'
import type { Words } from './words/en.ts'

type Given = {
  interview: Interview
  submit: () => Promise<Receipt | undefined>
  watch: Watch
  ask: AskFor
  withdraw: () => Promise<boolean>
}

/** Handed in, now or long ago: asked again, the server gives the same receipt. */
export function Done({ interview, submit, watch, ask, withdraw }: Given) {
  const words = useWords()
  const { companyName: company, endText } = interview
  const receipt = useReceipt(submit)
  return (
    <Frame company={company}>
      <section class="card">
        <Heading>{words.doneHeading}</Heading>
        <p>{words.received(company)}</p>
        {endText && <Rich html={endText} />}
        <p class="hint">{words.closeTab}</p>
      </section>
      {receipt && <ReceiptCard interview={interview} receipt={receipt} />}
      {interview.responseVisible && <OwnAnswers interview={interview} watch={watch} />}
      <Ask interview={interview} kind="retake" ask={ask} />
      <Withdraw company={company} withdraw={withdraw} />
    </Frame>
  )
}

/** Their own answers, where the company shows them. */
function OwnAnswers({ interview: { questions }, watch }: Pick<Given, 'interview' | 'watch'>) {
  const words = useWords()
  const [open, setOpen] = useState<number>()
  return (
    <section class="card">
      <h2>{words.ownAnswers}</h2>
      {questions.map(({ questionId, text, answeredTakeId }) =>
        answeredTakeId === null ? null : open === questionId ? (
          <div key={questionId} class="stage">
            <OwnTake takeId={answeredTakeId} watch={watch} label={text} />
          </div>
        ) : (
          <button key={questionId} type="button" onClick={() => setOpen(questionId)}>
            {words.watch(text)}
          </button>
        ),
      )}
    </section>
  )
}

function useReceipt(submit: Given['submit']): Receipt | undefined {
  const [receipt, setReceipt] = useState<Receipt>()
  useEffect(() => {
    let timer: number
    const ask = async (failures: number) => {
      const given = await submit()
      if (given) setReceipt(given)
      else timer = window.setTimeout(() => void ask(failures + 1), pauseAfter(failures))
    }
    void ask(1)
    return () => clearTimeout(timer)
  }, [])
  return receipt
}

function ReceiptCard({ interview, receipt }: { interview: Interview; receipt: Receipt }) {
  const { language, words } = useLanguage()
  const [copied, setCopied] = useState(false)
  const lines = linesOf(interview, receipt, words, language)
  const copy = async () => {
    await navigator.clipboard?.writeText(asText(interview, receipt, words, language)).then(() => setCopied(true))
  }
  return (
    <section class="card receipt">
      <h2>{words.receiptHeading}</h2>
      <p>{words.submittedOn(ownTime(receipt.submittedAt, language))}</p>
      <ol class="answers">
        {lines.map(({ questionId, text, answer, sha256 }) => (
          <li key={questionId}>
            <span>{text}</span>
            <em>{answer}</em>
            <em>
              {words.fingerprint} <code dir="ltr">{sha256}</code>
            </em>
          </li>
        ))}
      </ol>
      <p class="hint">{words.receipt}</p>
      <div class="choices">
        <button type="button" onClick={copy}>
          {words.copyReceipt}
        </button>
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </div>
      <p role="status" class={copied ? 'kept' : 'unseen'}>
        {copied && words.copied}
      </p>
    </section>
  )
}

function linesOf({ questions }: Interview, { answers }: Receipt, words: Words, language: Language) {
  return answers.map(({ questionId, keptAt, sha256, ...size }) => ({
    questionId,
    sha256,
    text: questions.find((question) => question.questionId === questionId)?.text ?? '',
    answer: answerOf(size, ownTime(keptAt, language), words, language),
  }))
}

type Size = Pick<Receipt['answers'][number], 'recordedMs' | 'bytes' | 'words'>

function answerOf(size: Size, date: string, words: Words, language: Language): string {
  if (size.recordedMs !== null) return words.answerOf(clock(size.recordedMs), date)
  if (size.bytes !== null) return words.answerOf(sizeOf(size.bytes, language), date)
  return size.words === null ? words.answeredOn(date) : words.answerOf(words.wordCount(size.words), date)
}

function asText(interview: Interview, receipt: Receipt, words: Words, language: Language): string {
  const { companyName, assessmentName } = interview
  const answers = linesOf(interview, receipt, words, language).map(
    ({ text, answer, sha256 }, index) => `${index + 1}. ${text}\n${answer}\n${words.fingerprint} ${sha256}`,
  )
  const head = `${companyName} · ${assessmentName}\n${words.submittedOn(ownTime(receipt.submittedAt, language))}`
  return [head, ...answers].join('\n\n')
}
