import { useWords } from './language.tsx'

/** Folded up, and on every page where something may go wrong. */
export function Help({ company }: { company: string }) {
  const words = useWords()
  return (
    <details class="help">
      <summary>{words.help}</summary>
      {words.helpWith(company).map((each) => (
        <p key={each}>{each}</p>
      ))}
    </details>
  )
}
