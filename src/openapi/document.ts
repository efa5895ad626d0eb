import type { TSchema } from 'typebox'
import type { Access, Endpoint } from '../lib/endpoint.ts'
import { type EventTypeName, eventTypes, payloadOf, typeNames } from '../webhooks/event-types.ts'

export type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  webhooks: Record<string, { post: Told }>
  components: object
  tags: object[]
}
type Parameter = { name: string; in: 'path' | 'query'; description: string; required?: boolean; schema: object }
export type Operation = {
  tags: string[]
  summary: string
  description?: string
  operationId: string
  security: object[]
  parameters: Parameter[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

/** The OpenAPI 3.1 description, made of the very schemas that validate and serialise. */
export function describe(endpoints: Endpoint[], url: string): Document & Record<string, unknown> {
  const paths: Document['paths'] = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Greenroom',
      version: '1',
      description: "One-way video interviews. `/room/v1` is wire-compatible with X0PA ROOM's published API.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [...new Set(endpoints.map(({ section }) => section))].map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(typeNames.map((type) => [type, { post: told(type) }])),
    components: { schemas: { Error: errorSchema }, securitySchemes },
  }
}

export type Told = ReturnType<typeof told>

/** What a receiver is sent (OpenAPI 3.1, `webhooks`). */
const told = (type: EventTypeName) => ({
  tags: ['Webhooks'],
  summary: `When ${eventTypes[type].when}`,
  operationId: `webhook${type.replace(/(^|\W|_)(\w)/g, (_, __, first: string) => first.toUpperCase())}`,
  parameters: Object.entries(signature).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    required: true,
    schema: { type: 'string' },
  })),
  requestBody: { required: true, content: { 'application/json': { schema: payloadOf(type) } } },
  responses: {
    '2XX': { description: 'Received: it is not sent again' },
    410: { description: 'The webhook is switched off' },
    default: {
      description: 'Tried again, ten times in some three days; not before `Retry-After`. Redirects are not followed',
    },
  },
})

/** Standard Webhooks 1.0.0. */
const signature = {
  'webhook-id': 'The same at every attempt, so that what came twice is known',
  'webhook-timestamp': 'When this attempt was made, in seconds since 1970',
  'webhook-signature':
    '`v1,` and an HMAC-SHA-256 in base64 over id, timestamp and body; two while a secret is being changed',
}

function operation(endpoint: Endpoint): Operation {
  const { section, summary, about, access, method, path } = endpoint
  return {
    tags: [section],
    summary,
    ...(about ? { description: about } : {}),
    operationId: `${method.toLowerCase()}${path.replace(/[^\w]+(\w?)/g, (_, first: string) => first.toUpperCase())}`,
    security: security[access],
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint)],
    ...requestBody(endpoint),
    responses: responses(endpoint),
  }
}

const propertiesOf = (schema: TSchema) =>
  Object.entries((schema as { properties?: Record<string, object> }).properties ?? {})

const pathParameters = ({ params }: Endpoint) =>
  propertiesOf(params).map(([name, schema]) => ({
    name,
    in: 'path' as const,
    description: (schema as { description?: string }).description ?? '',
    required: true,
    schema,
  }))

const queryParameters = ({ query = {} }: Endpoint) =>
  Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query' as const,
    description,
    schema: { type: 'string' },
  }))

const isEmpty = (body: TSchema) => 'properties' in body && propertiesOf(body).length === 0

function requestBody({ method, body, rawBodyBytes }: Endpoint): Pick<Operation, 'requestBody'> | undefined {
  if (rawBodyBytes) return { requestBody: { content: { 'application/octet-stream': { schema: {} } } } }
  const isEmpty = 'properties' in body && propertiesOf(body).length === 0
  return method === 'GET' || isEmpty
    ? undefined
    : { requestBody: { content: { 'application/json': { schema: body } } } }
}

const unreadable = { 400: 'Not JSON', 413: 'Larger than a megabyte', 415: 'Neither JSON nor a form' }

function responses({
  method,
  reply,
  produces,
  access,
  params,
  query,
  body,
  also = {},
}: Endpoint): Operation['responses'] {
  const refusals: Record<number, string> = {
    ...(access === 'open' ? {} : { 401: 'Who is calling is not known' }),
    ...(access === 'user' ? { 403: 'Not allowed to this user' } : {}),
    ...(propertiesOf(params).length > 0 ? { 404: "There is no such record, or it is another company's" } : {}),
    ...(method === 'GET' ? {} : unreadable),
    ...(isEmpty(body) ? {} : { 422: 'A value is not usable; each is named' }),
    ...(query ? { 400: 'The filter cannot be read' } : {}),
    ...also,
    500: 'Our fault',
    503: 'The database is away; Retry-After says when to try again',
  }
  const refused = Object.entries(refusals).map(([status, description]) => [
    status,
    answer(description, status.startsWith('2') ? reply : errorRef),
  ])
  return {
    200: answer('OK', reply, produces),
    ...Object.fromEntries(refused),
  }
}

const answer = (description: string, schema: object, type = 'application/json') => ({
  description,
  content: { [type]: { schema } },
})

const errorRef = { $ref: '#/components/schemas/Error' }

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['statusCode', 'message'],
      properties: {
        statusCode: { type: 'integer' },
        name: { type: 'string' },
        message: { type: 'string' },
        code: { type: 'string' },
        details: { type: 'object' },
      },
    },
  },
}

const header = (name: string, description: string) => ({ type: 'apiKey', in: 'header', name, description })

const securitySchemes = {
  key: header('x-api-key', "The company's API key"),
  token: header('Authorization', 'The token of POST /token, raw, without Bearer'),
  interview: header('x-interview-token', "The token of a candidate's link"),
  share: header('x-share-token', 'The token of a share link'),
  pass: header('x-share-pass', 'What opening a share link answered; good for some hours'),
}

const security: Record<Access, object[]> = {
  open: [],
  key: [{ key: [] }],
  user: [{ key: [], token: [] }],
  candidate: [{ interview: [] }],
  visitor: [{ share: [] }, { pass: [] }],
}
