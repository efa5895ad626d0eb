import { useLayoutEffect } from 'preact/hooks'

/**
 * Names the page in its tab, where several are open, and to whoever hears pages (WCAG 2.4.2), for as long as it is there. Not by a
 * candidate's name: browsers keep the names of pages.
 */
export function useTitle(title: string): void {
  useLayoutEffect(() => {
    const before = document.title
    document.title = `${title} · Greenroom`
    return () => {
      document.title = before
    }
  }, [title])
}

/** A page's heading, which names its tab too. */
export function Title({ children: title }: { children: string }) {
  useTitle(title)
  return <h1>{title}</h1>
}
