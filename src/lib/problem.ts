/** What can be wrong with a request, and the status the door gives it. */
export const statusOf = {
  malformed: 400,
  unusable: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  too_many: 429,
  unavailable: 503,
  storage_full: 507,
} as const

export type Code = keyof typeof statusOf

/** What one field did wrong: LoopBack's code (`presence`, `custom`, …) and a sentence. */
export type Fault = { field: string; code: string; message: string }

/** The one deliberate error. Verbs throw it, the door alone turns it into HTTP; its message is a sentence for the caller. */
export class Problem extends Error {
  readonly code: Code
  readonly details: ProblemDetails

  constructor(code: Code, message: string, details: ProblemDetails = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** `name` is a finer code on the wire, `model` what an invalid thing is called there, `extra` plain facts a program may need. */
export type ProblemDetails = {
  name?: string
  model?: string
  faults?: Fault[]
  retryAfterSeconds?: number
  extra?: Record<string, unknown>
}

/** A row that is not there, or is another company's: the two are never told apart. */
export const unknown = (model: string, id: unknown): Problem =>
  new Problem('not_found', `Unknown "${model}" id "${String(id).slice(0, 200)}".`, { name: 'MODEL_NOT_FOUND' })

/** Values the caller must mend, each named. */
export const invalid = (model: string, ...faults: Fault[]): Problem =>
  new Problem('invalid', `The \`${model}\` instance is not valid.`, { model, faults })
