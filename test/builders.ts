import * as companies from '../src/accounts/companies.ts'
import * as users from '../src/accounts/users.ts'
import type { App } from '../src/app.ts'
import { contextOf, type Role } from '../src/lib/context.ts'
import type { Json, Received, Sent } from './app.ts'

type Request = (path: string, sent?: Sent) => Promise<Received>

/** A company with its owner signed in: `api` sends with both keys. */
export type Company = {
  companyId: number
  email: string
  password: string
  apiKey: string
  token: string
  headers: Record<string, string>
  api: Request
  /** Another user of the same company, signed in. */
  user: (role: Role) => Promise<Signed>
}

type Signed = { api: Request; headers: Record<string, string>; userId: number; email: string; password: string }

let made = 0

/** Makes what a test needs, with what that needs in turn. */
export function builders(running: { app: App }, request: Request) {
  async function company(name = `Company ${++made}`): Promise<Company> {
    const owner = { name, email: `owner${++made}@example.com`, password: 'a long password' }
    const { email, password, apiKey } = await companies.create(running.app.world, owner)
    const companyId = Number(JSON.parse(Buffer.from(apiKey.split('.')[1] ?? '', 'base64url').toString()).sub)
    const signed = await signIn(apiKey, email, password)
    return {
      ...{ companyId, email, password, apiKey, ...signed },
      user: async (role) => {
        const ctx = contextOf(running.app.world, { kind: 'system', companyId })
        const other = `${role}${++made}@example.com`
        await users.create(ctx, { email: other, password, role })
        return { ...(await signIn(apiKey, other, password)), email: other, password }
      },
    }
  }

  async function signIn(apiKey: string, email: string, password: string) {
    const { body } = await request('/room/v1/token', {
      method: 'POST',
      body: { email, password },
      headers: { 'x-api-key': apiKey },
    })
    const headers = { 'x-api-key': apiKey, authorization: body.id as string }
    const api: Request = (path, sent = {}) => request(path, { ...sent, headers: { ...headers, ...sent.headers } })
    return { token: body.id as string, userId: body.userId as number, headers, api }
  }

  async function assessment({ api }: { api: Request }, given: object = {}) {
    const { body } = await api('/room/v1/assessments', {
      method: 'POST',
      body: { groupName: 'Sales Manager', ...given },
    })
    return body as { id: number } & Record<string, Json>
  }

  async function candidate({ api }: { api: Request }, assessmentId: number, given: object = {}) {
    const body = { firstName: 'Jane', lastName: 'Doe', emailAddress: `jane${++made}@example.com`, ...given }
    const answer = await api(`/room/v1/assessments/${assessmentId}/candidate`, { method: 'POST', body })
    return answer.body[0] as { interviewId: string; profileId: number } & Record<string, Json>
  }

  return { company, assessment, candidate, signIn }
}
