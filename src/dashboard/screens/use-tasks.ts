import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { type Task, tasks } from './tasks.ts'

export function useTasks(): Task[] {
  const [list, setList] = useState(tasks.list)
  useLayoutEffect(() => tasks.subscribe(() => setList(tasks.list())), [])
  return list
}

/** Calls when work in an assessment is over, so that what it changed is looked at again. */
export function useTaskOver(assessmentId: string, look: () => void): void {
  const over = useTasks().filter((task) => task.isOver && task.assessmentId === assessmentId)
  const newest = Math.max(0, ...over.map(({ id }) => id))
  const [seen] = useState({ newest })
  useEffect(() => {
    if (newest > seen.newest) look()
    seen.newest = Math.max(seen.newest, newest)
  }, [newest])
}
