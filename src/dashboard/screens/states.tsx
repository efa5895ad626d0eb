import type { ComponentChildren } from 'preact'
import type { Fetched } from './use-fetched.ts'

type Given<T> = {
  fetched: Fetched<T>
  reload: () => void
  /** What there is to do where there is nothing yet. */
  empty?: ComponentChildren
  isEmpty?: (data: T) => boolean
  children: (data: T) => ComponentChildren
}

/** Loading, gone wrong, empty, or here: every list says which. */
export function States<T>({ fetched, reload, empty, isEmpty, children }: Given<T>) {
  if (fetched.at === 'loading')
    return (
      <p class="state" role="status">
        Loading…
      </p>
    )
  if (fetched.at === 'failed') {
    return (
      <div class="state" role="alert">
        <p>{fetched.error.message}</p>
        <button type="button" onClick={reload}>
          Try again
        </button>
      </div>
    )
  }
  if (empty && isEmpty?.(fetched.data)) return <div class="state">{empty}</div>
  return <>{children(fetched.data)}</>
}
