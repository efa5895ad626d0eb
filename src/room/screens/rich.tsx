import { createElement, Fragment, type VNode } from 'preact'
import { useMemo } from 'preact/hooks'

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
  const nodes = useMemo(() => [...parse(html).childNodes].map(draw), [html])
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

/** A document of its own runs nothing and loads nothing; the policy is where the browser insists that this was thought of. */
function parse(html: string): HTMLElement {
  return new DOMParser().parseFromString(policy.createHTML(html) as string, 'text/html').body
}

type Policy = { createHTML: (html: string) => unknown }
type Factory = { createPolicy: (name: string, rules: { createHTML: (html: string) => string }) => Policy }

const rules = { createHTML: (html: string) => html }
const policy: Policy =
  (window as { trustedTypes?: Factory }).trustedTypes?.createPolicy('greenroom-rich-text', rules) ?? rules
