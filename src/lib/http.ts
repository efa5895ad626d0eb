import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import type { Actor } from './context.ts'
import { isUnavailable } from './database/unavailable.ts'
import { errorBody, internalError } from './error-body.ts'
import { type Code, Problem, statusOf } from './problem.ts'
import { parseJson } from './validate.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor
  }
  interface FastifyContextConfig {
    takesForms?: boolean
  }
}

/** Largest JSON body; recordings have limits of their own. */
const largestBody = 1_048_576

/** The HTTP server with nothing on it: body parsers, LoopBack's error bodies, headers every answer carries. */
export function createHttp(log: Logger): FastifyInstance {
  const http = Fastify({
    loggerInstance: quieter(log) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A proxy on this machine tells who its caller is; anybody else's word for it is not taken.
    trustProxy: 'loopback',
    bodyLimit: largestBody,
    // As Express has it, under LoopBack: /assessments/ is /assessments.
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: true },
    // Between requests, longer than a proxy keeps a connection, so that the proxy is the one to close it.
    keepAliveTimeout: 75_000,
    // What still arrives on an open connection while we end is answered, and the connection then closed.
    return503OnClosing: false,
    requestTimeout: 300_000,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  })
  http.decorateRequest('actor', undefined)
  readBodies(http)
  http.setErrorHandler(answerError)
  http.setNotFoundHandler((request, reply) => {
    const sentence = `There is no method to handle ${request.method} ${request.url.split('?')[0]}`
    return reply.code(404).send({ error: { statusCode: 404, name: 'Error', message: sentence } })
  })
  http.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of always) if (!reply.hasHeader(name)) reply.header(name, value)
  })
  return http
}

/** Where it listens is said by the one who started it, in words. */
const quieter = (log: Logger) => (log.level === 'info' ? log.child({}, { level: 'warn' }) : log)

const always = Object.entries({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
})

function readBodies(http: FastifyInstance) {
  http.removeAllContentTypeParsers()
  http.addContentTypeParser(/^application\/([\w.-]+\+)?json/, { parseAs: 'buffer' }, async (_: unknown, raw: unknown) =>
    parseJson(raw as Buffer),
  )
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_: unknown, raw: unknown) => Object.fromEntries(new URLSearchParams(raw as string)),
  )
  http.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, async (_: unknown, raw: unknown) => raw)
  http.addContentTypeParser('*', { parseAs: 'string' }, async (request: FastifyRequest, raw: unknown) => {
    if (raw !== '' && !request.routeOptions.config.takesForms)
      throw new Problem('unsupported', 'Send the body as application/json')
    return {}
  })
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error)
  if (problem) {
    const wait = problem.details.retryAfterSeconds
    if (wait !== undefined) reply.header('retry-after', String(wait))
    return reply.code(statusOf[problem.code]).send(errorBody(problem))
  }
  request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return reply.code(500).send(internalError)
}

/** What an error means to the caller; undefined when it is our fault. */
function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  if (isUnavailable(error)) {
    return new Problem('unavailable', 'The database is not answering. Try again.', { retryAfterSeconds: 1 })
  }
  const { code, statusCode, message } = error as FastifyError
  const ours = byStatus.get(statusCode ?? 0)
  return code?.startsWith('FST_ERR_') && ours ? new Problem(ours, message) : undefined
}

const byStatus = new Map<number, Code>([
  [400, 'malformed'],
  [413, 'too_large'],
  [415, 'unsupported'],
])
