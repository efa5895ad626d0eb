type Policy = { createHTML: (html: string) => unknown }
type Factory = { createPolicy: (name: string, rules: { createHTML: (html: string) => string }) => Policy }

const rules = { createHTML: (html: string) => html }
const policy: Policy =
  (window as { trustedTypes?: Factory }).trustedTypes?.createPolicy('greenroom-rich-text', rules) ?? rules

/**
 * Rich text as elements of a document of its own, which runs nothing and loads nothing. Nobody puts them into the page as
 * they are: they are read, and what is wanted of them is built anew.
 */
export const parseRich = (html: string): HTMLElement =>
  new DOMParser().parseFromString(policy.createHTML(html) as string, 'text/html').body
