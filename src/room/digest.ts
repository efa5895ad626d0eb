/** The digest of a body as its Content-Digest header (RFC 9530), for browser and server alike. */
export async function contentDigest(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `sha-256=:${btoa(String.fromCharCode(...hash))}:`
}

/** The SHA-256 a Content-Digest header names, among whatever other digests; undefined when it names none. */
export function sha256Named(header: string): Uint8Array | undefined {
  const [, base64] = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:$|,|;)/.exec(header) ?? []
  return base64 === undefined ? undefined : Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))
}
