import { useRef, useState } from 'preact/hooks'

export type Dragging = ReturnType<typeof useDragging>

/**
 * Drags an item of a list to another place, with a mouse, a pen or a finger. Only a handle drags, so that words can still
 * be marked; the keyboard has keys and buttons of its own.
 */
export function useDragging(move: (from: number, by: number) => void) {
  const list = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<{ from: number; to: number }>()
  const placeAt = (y: number) => {
    const items = [...(list.current?.children ?? [])].map((item) => item.getBoundingClientRect())
    const below = items.findIndex(({ top, bottom }) => y < (top + bottom) / 2)
    return below < 0 ? items.length - 1 : below
  }
  const handleOf = (from: number) => ({
    onPointerDown(event: PointerEvent) {
      event.preventDefault()
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      setDrag({ from, to: from })
    },
    onPointerMove(event: PointerEvent) {
      if (drag) setDrag({ from: drag.from, to: placeAt(event.clientY) })
    },
    onPointerUp() {
      if (drag && drag.to !== drag.from) move(drag.from, drag.to - drag.from)
      setDrag(undefined)
    },
    onPointerCancel: () => setDrag(undefined),
  })
  return { list, drag, handleOf }
}
