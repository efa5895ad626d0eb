import { Type } from 'typebox'

/** Who may knock: everyone, an API key, a user with key and token, a candidate's link, a share link. */
export type Access = 'open' | 'key' | 'user' | 'candidate' | 'visitor'

/** One operation: validation, types and OpenAPI come from this object, and from nowhere else. */
export type Endpoint<
  P extends Type.TSchema = Type.TSchema,
  B extends Type.TSchema = Type.TSchema,
  R extends Type.TSchema = Type.TSchema,
  A extends Access = Access,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` parameters. */
  path: string
  summary: string
  about?: string
  section: string
  access: A
  /** What the thing is called in LoopBack's sentences, such as `Assessment`. */
  model: string
  /** The same for each path parameter that is not the model's own id. */
  models?: Record<string, string>
  /** Path parameters. One that does not fit is an id that never was: 404, not 400. */
  params: P
  /** JSON body; a missing one is `{}`, as body-parser has it. */
  body: B
  reply: R
  /** Query parameters, for the description only: read with lib/filter. */
  query?: Record<string, string>
  /** Raw bytes instead of JSON, at most so many. */
  rawBodyBytes?: number
  /** Forms too, as mail programs send them; what is in them does not matter. */
  takesForms?: boolean
  /** What it answers instead of JSON, such as `text/html`. */
  produces?: string
  /** Other statuses it answers on success or refusal, described. */
  also?: Record<number, string>
}

const nothing = Type.Object({})

export function endpoint<
  A extends Access,
  P extends Type.TSchema = typeof nothing,
  B extends Type.TSchema = typeof nothing,
  R extends Type.TSchema = Type.TSchema,
>(given: Omit<Endpoint<P, B, R, A>, 'params' | 'body'> & { params?: P; body?: B }): Endpoint<P, B, R, A> {
  return { params: nothing as unknown as P, body: nothing as unknown as B, ...given }
}
