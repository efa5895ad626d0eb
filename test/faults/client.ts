import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type Client = Awaited<ReturnType<typeof signIn>>

/** A customer's program: signed in as the owner whom the first run made. */
export async function signIn(url: string, dataDir: string) {
  const { email, password, apiKey } = JSON.parse(readFileSync(join(dataDir, 'first-run.json'), 'utf8'))
  const token = await send('POST', '/room/v1/token', { email, password }, { 'x-api-key': apiKey })
  const headers = { 'x-api-key': apiKey, authorization: token.id }

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(url + path, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    get: (path: string) => send('GET', path, undefined, headers),
    post: (path: string, body: unknown) => send('POST', path, body, headers),
  }
}

/** Writes candidate after candidate until told to stop, whatever happens to the server; each acknowledged one joins `acknowledged`. */
export async function writeUntil(
  stop: AbortSignal,
  client: Client,
  assessmentId: number,
  name: string,
  acknowledged: string[] = [],
): Promise<string[]> {
  for (let n = 0; !stop.aborted; n++) {
    const emailAddress = `${name}-${n}@example.com`
    try {
      await client.post(`/room/v1/assessments/${assessmentId}/candidate`, {
        firstName: 'Jo',
        lastName: 'Doe',
        emailAddress,
      })
      acknowledged.push(emailAddress)
    } catch {
      await sleep(20)
    }
  }
  return acknowledged
}

/** The e-mail addresses of every candidate of an assessment, page by page as the API hands them out. */
export async function readAll(client: Client, assessmentId: number): Promise<Set<string>> {
  const found = new Set<string>()
  for (let skip = 0; ; skip += 100) {
    const filter = encodeURIComponent(JSON.stringify({ limit: 100, skip }))
    const { Videointerviews: page } = await client.get(
      `/room/v1/assessments/${assessmentId}/candidates?filter=${filter}`,
    )
    for (const { profile } of page) found.add(profile.email)
    if (page.length < 100) return found
  }
}
