import { useLayoutEffect, useRef, useState } from 'preact/hooks'

export const rowHeight = 44
/** Drawn beyond what is seen, so that a quick scroll shows no gap. */
const beyond = 10
/** The row of headings stays in view above the others. */
const headHeight = 44

/**
 * Which of many rows are drawn, and which of them the keyboard is at. The arrows, Page Up and Down, Home and End go from
 * row to row, drawn or not; the focus follows.
 */
export function useWindow(count: number) {
  const frame = useRef<HTMLElement>(null)
  const [view, setView] = useState({ top: 0, height: 600 })
  const [at, setAt] = useState(0)
  const wantsFocus = useRef(false)
  const place = Math.min(at, Math.max(count - 1, 0))
  const first = Math.max(Math.floor(view.top / rowHeight) - beyond, 0)
  const last = Math.min(Math.ceil((view.top + view.height) / rowHeight) + beyond, count)

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    const link = frame.current?.querySelector<HTMLElement>(`[data-row="${place}"]`)
    if (!link) return
    wantsFocus.current = false
    link.focus({ preventScroll: true })
  })

  /** The row the focus is in scrolls out of what is drawn: the table keeps the focus, and the arrows go on from there. */
  const scrolled = ({ scrollTop, clientHeight }: HTMLElement) => {
    const isGoing =
      place < Math.floor(scrollTop / rowHeight) - beyond || place > (scrollTop + clientHeight) / rowHeight + beyond
    if (isGoing && frame.current?.contains(document.activeElement)) frame.current.focus({ preventScroll: true })
    setView({ top: scrollTop, height: clientHeight })
  }

  const goTo = (next: number) => {
    const to = Math.max(0, Math.min(next, count - 1))
    const scroller = frame.current
    if (scroller) {
      const top = to * rowHeight
      const room = scroller.clientHeight - headHeight - rowHeight
      if (top < scroller.scrollTop) scroller.scrollTop = top
      else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room
      setView({ top: scroller.scrollTop, height: scroller.clientHeight })
    }
    wantsFocus.current = true
    setAt(to)
  }

  const page = Math.max(Math.floor(view.height / rowHeight) - 2, 1)
  const steps: Record<string, number> = {
    ...{ ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + page, PageUp: place - page },
    ...{ Home: 0, End: count - 1 },
  }
  const press = (event: KeyboardEvent) => {
    const to = steps[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    goTo(to)
  }
  return { frame, first, last, at: place, setAt, scrolled, press }
}
