import { useState } from 'preact/hooks'
import { useWords } from './language.tsx'
import { useFollow } from './use-follow.ts'

type Given = { company: string; withdraw: () => Promise<boolean> }

/** Asked for twice, for it cannot be undone. */
export function Withdraw({ company, withdraw }: Given) {
  const words = useWords()
  const [at, setAt] = useState<'closed' | 'asking' | 'busy' | 'failed'>('closed')
  const follow = useFollow(at === 'closed')
  if (at === 'closed') {
    return (
      <button ref={follow} type="button" class="quiet" onClick={() => setAt('asking')}>
        {words.withdraw}
      </button>
    )
  }
  const go = async () => {
    setAt('busy')
    if (!(await withdraw())) setAt('failed')
  }
  return (
    <section ref={follow} tabIndex={-1} class="card" aria-label={words.withdraw}>
      <p>{words.withdrawMeans(company)}</p>
      {at === 'failed' && <p role="alert">{words.offline}</p>}
      <div class="choices">
        <button type="button" onClick={() => setAt('closed')}>
          {words.back}
        </button>
        <button type="button" class="stop" disabled={at === 'busy'} onClick={go}>
          {words.withdrawYes}
        </button>
      </div>
    </section>
  )
}
