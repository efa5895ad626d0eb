import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { languageTags } from '../lib/languages.ts'
import { idInPath, isoDate, nullable, text, uuid } from '../lib/wire.ts'

export const createToken = endpoint({
  method: 'POST',
  path: '/room/v1/token',
  summary: 'Get Token',
  about: 'Send the token as the `Authorization` header, raw, of every other request. It lasts 14 days.',
  section: 'Token',
  access: 'key',
  model: 'Token',
  body: Type.Object({ email: Type.Optional(text(320)), password: Type.Optional(text(1000)) }),
  reply: Type.Object({ id: Type.String(), ttl: Type.Integer(), created: Type.String(), userId: Type.Integer() }),
  also: { 401: 'Login failed', 429: 'Too many wrong guesses; Retry-After says how many seconds to wait' },
})

const me = Type.Object({
  userId: Type.Integer(),
  email: Type.String(),
  name: Type.String(),
  role: Type.Enum(['owner', 'recruiter', 'reviewer']),
  companyId: Type.Integer(),
  companyName: Type.String(),
})
export type Me = Type.Static<typeof me>

const session = { path: '/room/v1/session', section: 'Dashboard', model: 'Session' } as const

export const signIn = endpoint({
  ...session,
  method: 'POST',
  access: 'open',
  summary: 'Sign in to the dashboard',
  about: "Sets a cookie that only the dashboard's own pages can use. Programs take a key and a token instead.",
  body: Type.Object({ email: text(320), password: text(1000) }),
  reply: me,
  also: { 401: 'Login failed', 429: 'Too many wrong guesses; Retry-After says how many seconds to wait' },
})

export const whoAmI = endpoint({ ...session, method: 'GET', access: 'user', summary: 'Who is signed in', reply: me })

export const signOut = endpoint({
  ...session,
  method: 'DELETE',
  access: 'user',
  summary: 'Sign out of the dashboard',
  reply: Type.Object({ signedOut: Type.Boolean() }),
})

const role = Type.Enum(['owner', 'recruiter', 'reviewer'])
const password = Type.String({ minLength: 8, maxLength: 1000 })
const name = Type.String({ maxLength: 200 })
const settings = { section: 'Settings', access: 'user' } as const
const done = Type.Object({ done: Type.Boolean() })

const member = Type.Object({
  userId: Type.Integer(),
  email: Type.String(),
  name: Type.String(),
  role,
  createdAt: isoDate,
  disabledAt: nullable(isoDate),
  invited: Type.Boolean({ description: 'Has not chosen a password yet' }),
  failure: nullable(Type.String({ description: 'Why the letter that invited them did not arrive' })),
  lastSignedInAt: nullable(isoDate),
})
export type Member = Type.Static<typeof member>

const team = { ...settings, model: 'User', path: '/room/v1/users' } as const
const user = { ...settings, model: 'User', path: '/room/v1/users/:id', params: Type.Object({ id: idInPath }) } as const
const joining = Type.Object({
  userId: Type.Integer(),
  link: Type.String({ description: 'What the letter holds: for a company whose letters do not leave yet' }),
})

export const listUsers = endpoint({
  ...team,
  method: 'GET',
  summary: 'Everybody who works for the company',
  reply: Type.Array(member),
})

export const inviteUser = endpoint({
  ...team,
  method: 'POST',
  summary: 'Invite a colleague',
  about: 'Owners only. They get a letter with a link, good for seven days, once.',
  body: Type.Object({
    email: text(320),
    role,
    language: Type.Optional(
      Type.Enum(languageTags, {
        description: 'Of this letter and those to come, until they choose; without it, yours',
      }),
    ),
  }),
  reply: joining,
})

export const inviteUserAgain = endpoint({
  ...user,
  method: 'POST',
  path: '/room/v1/users/:id/invite',
  summary: 'Send a colleague who was invited a new link',
  about: 'Owners only. Older links of theirs end.',
  reply: joining,
  also: { 409: 'Has joined already, or is disabled' },
})

export const editUser = endpoint({
  ...user,
  method: 'PATCH',
  summary: "Change a colleague's role, or disable them",
  about: 'Owners only. Who is disabled is out at once.',
  body: Type.Partial(Type.Object({ role, disabled: Type.Boolean() })),
  reply: done,
  also: { 409: 'The last owner' },
})

const own = { ...settings, model: 'User', path: '/room/v1/account' } as const

export const editAccount = endpoint({
  ...own,
  method: 'PATCH',
  summary: 'Change your name',
  body: Type.Object({ name }),
  reply: done,
})

export const changePassword = endpoint({
  ...own,
  method: 'POST',
  path: '/room/v1/account/password',
  summary: 'Change your password',
  about: 'Every other session and every token of yours ends.',
  body: Type.Object({ oldPassword: text(1000), password }),
  reply: done,
  also: { 429: 'Too many wrong guesses' },
})

const visitor = { section: 'Dashboard', access: 'open', model: 'User' } as const

export const forgetPassword = endpoint({
  ...visitor,
  method: 'POST',
  path: '/room/v1/password-resets',
  summary: 'Ask for a link to choose a new password',
  about: 'The same answer whether anybody has this address or not.',
  body: Type.Object({ email: text(320) }),
  reply: done,
  also: { 429: 'Asked too often' },
})

const token = Type.String({ maxLength: 200 })

export const getWelcome = endpoint({
  ...visitor,
  method: 'POST',
  path: '/room/v1/welcomes',
  summary: 'Whom a link welcomes',
  body: Type.Object({ token }),
  reply: Type.Object({
    email: Type.String(),
    name: Type.String(),
    companyName: Type.String(),
    kind: Type.Enum(['join', 'reset']),
  }),
  also: { 410: 'Unknown, used or over' },
})

export const arrive = endpoint({
  ...visitor,
  method: 'POST',
  path: '/room/v1/arrivals',
  summary: 'Choose a password by a link, and be signed in',
  body: Type.Object({ token, password, name: Type.Optional(name) }),
  reply: me,
  also: { 410: 'Unknown, used or over' },
})

const keys = { ...settings, model: 'ApiKey', path: '/room/v1/api-keys' } as const
const apiKey = { ...keys, path: '/room/v1/api-keys/:id', params: Type.Object({ id: uuid }) } as const
const shownOnce = Type.Object({ id: uuid, key: Type.String({ description: 'Shown this once' }) })

export const listApiKeys = endpoint({
  ...keys,
  method: 'GET',
  summary: 'The API keys of the company',
  about: 'Owners only.',
  reply: Type.Array(
    Type.Object({
      id: uuid,
      name: Type.String(),
      createdAt: isoDate,
      lastUsedAt: nullable(Type.String({ description: 'To the hour' })),
      revokedAt: nullable(isoDate),
    }),
  ),
})
export type ListedKey = Type.Static<typeof listApiKeys.reply>[number]

export const createApiKey = endpoint({
  ...keys,
  method: 'POST',
  summary: 'Make an API key',
  about: 'Owners only.',
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) }),
  reply: shownOnce,
})

export const rotateApiKey = endpoint({
  ...apiKey,
  method: 'POST',
  path: '/room/v1/api-keys/:id/rotate',
  summary: 'Put a new API key in the place of an old one',
  about: 'Owners only. The old one ends at once.',
  reply: shownOnce,
})

export const revokeApiKey = endpoint({
  ...apiKey,
  method: 'DELETE',
  summary: 'Revoke an API key',
  about: 'Owners only. It ends at once.',
  reply: done,
})

const company = { ...settings, model: 'Company', path: '/room/v1/company' } as const

export const getCompany = endpoint({
  ...company,
  method: 'GET',
  summary: 'The company, and where its letters go',
  reply: Type.Object({ name: Type.String(), timeZone: Type.String(), letters: Type.Enum(['smtp', 'folder']) }),
})

export const editCompany = endpoint({
  ...company,
  method: 'PATCH',
  summary: 'Change the name or the time zone of the company',
  about: 'Owners only.',
  body: Type.Partial(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      timeZone: Type.String({ maxLength: 64, description: 'Its IANA name, such as Europe/Berlin' }),
    }),
  ),
  reply: done,
})

export const tryLetter = endpoint({
  ...company,
  method: 'POST',
  path: '/room/v1/company/test-letter',
  summary: 'Send a test letter to yourself',
  about: 'Owners only. 503 says what the mail server said.',
  reply: Type.Object({ to: Type.String() }),
})
