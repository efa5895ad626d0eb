import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { type Actor, type Ctx, contextOf, type World } from './context.ts'
import type { Access, Endpoint } from './endpoint.ts'
import { JsonStream, streamOf } from './json-stream.ts'
import { bodyChecker, paramsChecker } from './validate.ts'

/** Tells who is knocking, or throws. One per kind of access; features bring them. */
export type Identify = (world: World, request: Knock) => Promise<Actor>
/** What an identifier may look at. */
export type Knock = { headers: FastifyRequest['headers']; params: unknown; query: unknown; ip: string }

type ActorOf<A extends Access> = Extract<Actor, { kind: A }>
export type Given<P extends TSchema, B extends TSchema> = {
  params: Static<P>
  body: Static<B>
  /** The query string as it came. */
  query: Record<string, unknown>
  method: string
  headers: FastifyRequest['headers']
  /** The body of an endpoint that takes raw bytes. */
  bytes: Buffer
  ip: string
}

/** An answer whose status or headers are not the usual. */
export class Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Record<string, string>
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

const noBytes = Buffer.alloc(0)

export type Door = ReturnType<typeof createDoor>

/**
 * HTTP ends here: parses, asks who is calling, hands plain values to the route and encodes what comes back by the
 * endpoint's reply schema, which drops anything it does not name.
 */
export function createDoor(http: FastifyInstance, world: World, identities: Partial<Record<Access, Identify>>) {
  const endpoints: Endpoint[] = []

  function on<P extends TSchema, B extends TSchema, R extends TSchema, A extends Access>(
    endpoint: Endpoint<P, B, R, A>,
    route: (
      ctx: A extends 'open' ? World : Ctx<ActorOf<A>>,
      given: Given<P, B>,
    ) => Promise<Static<R> | JsonStream | Answer>,
  ) {
    endpoints.push(endpoint as unknown as Endpoint)
    const checkJson = bodyChecker(endpoint.model, endpoint.body)
    const refuseUnknown = paramsChecker(endpoint)
    const identify = identities[endpoint.access]
    if (!identify && endpoint.access !== 'open') throw new Error(`Nobody can tell who a ${endpoint.access} is`)

    http.route({
      method: endpoint.method,
      url: endpoint.path,
      ...(endpoint.rawBodyBytes ? { bodyLimit: endpoint.rawBodyBytes } : {}),
      ...(endpoint.produces ? {} : { schema: { response: { '2xx': endpoint.reply } } as FastifySchema }),
      config: { takesForms: endpoint.takesForms ?? false },
      // Before the body is read: a stranger's ten megabytes are not worth parsing.
      onRequest: async (request) => {
        if (identify) request.actor = await identify(world, request)
      },
      handler: async (request, reply) => {
        const { params } = request
        refuseUnknown(params as Record<string, string>)
        const body = request.body === undefined ? {} : request.body
        const bytes = Buffer.isBuffer(body) ? body : noBytes
        if (!endpoint.rawBodyBytes) checkJson(body)
        const ctx = request.actor ? contextOf(world, request.actor) : world
        const given = {
          params,
          body,
          bytes,
          query: request.query,
          method: request.method,
          headers: request.headers,
          ip: request.ip,
        }
        return send(reply, await route(ctx as never, given as Given<P, B>))
      },
    })
  }
  return { on, endpoints, world, http }
}

async function send(reply: FastifyReply, answer: unknown) {
  if (answer instanceof JsonStream) return reply.type('application/json; charset=utf-8').send(await streamOf(answer))
  if (answer instanceof Answer) return reply.code(answer.status).headers(answer.headers).send(answer.body)
  return reply.send(answer)
}
