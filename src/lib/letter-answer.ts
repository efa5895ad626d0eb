import { Answer } from './door.ts'

/** A letter as a page to look at. */
export const letterAnswer = (page: string) =>
  new Answer(200, page, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })

/** A letter's styles are its own, as mail programs want them; it runs nothing, and stands in no frame but the dashboard's. */
const policy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
