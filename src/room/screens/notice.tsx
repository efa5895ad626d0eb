import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Frame } from './frame.tsx'

/** A page that only says something: closed, unknown, thank you. */
export function Notice(given: { company?: string; heading: string; children: ComponentChildren }) {
  return (
    <Frame company={given.company}>
      <section class="card notice">
        <Heading>{given.heading}</Heading>
        {given.children}
      </section>
    </Frame>
  )
}

/** Takes the focus when its page comes up, so that a screen reader begins there, and eyes at the top of the page. Names its tab. */
export function Heading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true })
    document.title = heading.current?.textContent ?? ''
    scrollTo(0, 0)
  }, [children])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
