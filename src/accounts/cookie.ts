type Headers = Record<string, string | string[] | undefined>

/**
 * The dashboard's cookie. `__Host-`: of this very host, only over TLS (a browser counts localhost as that), not settable
 * by a neighbour (RFC 6265bis §4.1.3.2).
 */
const name = '__Host-greenroom'
const rules = 'Path=/; Secure; HttpOnly; SameSite=Strict'

export const cookieFor = (token: string, maxAgeSeconds: number) =>
  `${name}=${token}; Max-Age=${maxAgeSeconds}; ${rules}`

export const noCookie = `${name}=; Max-Age=0; ${rules}`

/**
 * The session a request carries, when a page of ours made it: no other site's form, picture or script acts for somebody
 * who is signed in here. Every browser says where a request comes from (Fetch Metadata, Sec-Fetch-Site), and no page
 * can say it for it.
 */
export function sessionIn(headers: Headers): string | undefined {
  if (headers['sec-fetch-site'] !== 'same-origin') return undefined
  const cookies = String(headers.cookie ?? '').split(/; */)
  const ours = cookies.find((cookie) => cookie.startsWith(`${name}=`))
  return ours?.slice(name.length + 1)
}
