import { useLayoutEffect } from 'preact/hooks'
import { type Task, tasks } from './tasks.ts'
import './tasks.css'
import { useTasks } from './use-tasks.ts'

/** Who failed is listed as far as anybody reads; the count says how many there are. */
const mostListed = 200

/** Long work, wherever in the dashboard one is. Leaving the page asks while some of it runs. */
export function TaskTray() {
  const list = useTasks()
  const isRunning = list.some(({ isOver }) => !isOver)
  useLayoutEffect(() => {
    if (!isRunning) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isRunning])
  if (list.length === 0) return null
  return (
    <section class="tasks" aria-label="Tasks">
      <ul>
        {list.map((task) => (
          <li key={task.id}>
            <Line task={task} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Line({ task }: { task: Task }) {
  const { id, title, of, done, failed, isOver } = task
  return (
    <>
      <strong>{title}</strong>
      {!isOver && <progress max={of} value={done} aria-label={title} />}
      <span role="status">{sentence(task)}</span>
      <span class="actions">
        {!isOver && (
          <button type="button" onClick={() => tasks.stop(id)}>
            Stop
          </button>
        )}
        {isOver && failed.length > 0 && (
          <button type="button" onClick={() => tasks.tryAgain(id)}>
            Try again for {failed.length}
          </button>
        )}
        {isOver && (
          <button type="button" aria-label={`Dismiss ${title}`} onClick={() => tasks.dismiss(id)}>
            Dismiss
          </button>
        )}
      </span>
      {failed.length > 0 && (
        <details>
          <summary>Not done for {failed.length}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <ul tabIndex={0} aria-label="Not done for">
            {failed.slice(0, mostListed).map(({ name, why }, index) => (
              <li key={index}>
                {name}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const number = new Intl.NumberFormat()

function sentence({ of, done, failed, isOver }: Task): string {
  if (!isOver) return `${number.format(done)} of ${number.format(of)}`
  const rest = failed.length === 0 ? '' : `, ${number.format(failed.length)} not done`
  return `Done: ${number.format(of - failed.length)} of ${number.format(of)}${rest}`
}
