import sanitizeHtml from 'sanitize-html'

/** What a recruiter's rich text may hold: text, lists, tables and links, nothing that runs, loads or hides. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'p',
      'br',
      'b',
      'i',
      'u',
      's',
      'strong',
      'em',
      'sub',
      'sup',
      'a',
      'ul',
      'ol',
      'li',
      'blockquote',
      'code',
      'pre',
    ],
    ...['h1', 'h2', 'h3', 'h4', 'hr', 'span', 'div', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'title', 'target', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }) },
}

/** The same text without anything that runs, loads or hides. */
export const safeHtml = (html: string): string => sanitizeHtml(html, allowed)

/** The words alone, for letters in plain text and for lists. */
export const plainText = (html: string): string => sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} })
