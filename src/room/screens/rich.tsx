import { createElement, Fragment, type VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { parseRich } from '../../browser/trusted.ts'

/** What is drawn; anything else is drawn as what stands in it. The server has taken out what runs, loads or hides. */
const drawn = new Set(
  'p br b i u s strong em sub sup a ul ol li blockquote code pre h1 h2 h3 h4 hr span div table thead tbody tr th td'.split(
    ' ',
  ),
)
/** The page has its own headings; those in a text stand below them. */
const lower: Record<string, string> = { h1: 'h3', h2: 'h3', h3: 'h4', h4: 'h5' }

/** A company's rich text, built anew element by element: no markup of theirs ever becomes part of the page as it is. */
export function Rich({ html }: { html: string }) {
  const nodes = useMemo(() => [...parseRich(html).childNodes].map(draw), [html])
  return (
    <div class="rich" dir="auto">
      {nodes}
    </div>
  )
}

function draw(node: Node): VNode | string | null {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const name = node.localName
  const inside = [...node.childNodes].map(draw)
  if (!drawn.has(name)) return createElement(Fragment, null, ...inside)
  return createElement(lower[name] ?? name, name === 'a' ? linkOf(node) : null, ...inside)
}

function linkOf(link: Element) {
  const href = link.getAttribute('href') ?? ''
  return /^(https?|mailto|tel):/i.test(href) ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : null
}
