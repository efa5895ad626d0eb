import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import type { Endpoint } from './endpoint.ts'
import { type Fault, invalid, Problem, unknown } from './problem.ts'

/** Every field of our largest shape is named, each with two or three faults; not every one of a million array elements. */
Settings.Set({ maxErrors: 100 })

/** A compiled check of one JSON body; what it refuses is a 422 that names every field. */
export function bodyChecker(model: string, schema: TSchema): (body: unknown) => void {
  const compiled = Compile(schema)
  return (body) => {
    if (Buffer.isBuffer(body)) throw new Problem('unsupported', 'Send the body as application/json')
    refuseUnstorableText(model, body, '')
    if (!compiled.Check(body)) throw invalid(model, ...faultsOf(compiled.Errors(body)))
  }
}

/** Refuses a path parameter that cannot be an id exactly as one that never was. */
export function paramsChecker({ params, model, models = {} }: Endpoint): (given: Record<string, string>) => void {
  const declared = Object.entries((params as { properties?: Record<string, TSchema> }).properties ?? {})
  const checks = declared.map(([name, schema]) => ({ name, fits: Compile(schema), called: models[name] ?? model }))
  return (given) => {
    for (const { name, fits, called } of checks) if (!fits.Check(given[name])) throw unknown(called, given[name])
  }
}

/** The pattern of a text that must have something in it. */
export const notBlank = '\\S'

type Mismatch = { keyword: string; instancePath: string; params: object; message: string }

/** One fault a field: the first the schema found, in words a person can act on. */
function faultsOf(mismatches: Iterable<Mismatch>): Fault[] {
  const faults = new Map<string, Fault>()
  for (const mismatch of mismatches) {
    for (const fault of faultOf(mismatch)) if (!faults.has(fault.field)) faults.set(fault.field, fault)
  }
  return [...faults.values()]
}

function faultOf({ keyword, instancePath, params, message }: Mismatch): Fault[] {
  const at = fieldName(instancePath)
  if (keyword === 'required') {
    const missing = (params as { requiredProperties: string[] }).requiredProperties
    return missing.map((name) => ({ field: at ? `${at}.${name}` : name, code: 'presence', message: "can't be blank" }))
  }
  if (keyword === 'pattern' && String((params as { pattern: unknown }).pattern) === notBlank) {
    return [{ field: at, code: 'presence', message: "can't be blank" }]
  }
  return [
    {
      field: at || 'body',
      code: codeOf[keyword] ?? 'custom',
      message: message.replace(/^must be (\w+)$/, 'must be of type $1'),
    },
  ]
}

const codeOf: Record<string, string> = {
  type: 'type',
  anyOf: 'type',
  maxLength: 'length',
  minLength: 'length',
  enum: 'inclusion',
  pattern: 'format',
}

const fieldName = (path: string) => path.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

/** No shape of ours is deeper; a body of a million brackets must not exhaust the stack. */
const deepest = 50

/** NUL cannot be stored in PostgreSQL and a lone surrogate is not text (RFC 8259 §8.2): refused wherever they stand. */
function refuseUnstorableText(model: string, value: unknown, path: string, depth = 0) {
  if (depth > deepest)
    throw invalid(model, { field: 'body', code: 'custom', message: `is nested more than ${deepest} deep` })
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      throw invalid(model, { field: path || 'body', code: 'format', message: 'contains characters that are not text' })
    }
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorableText(model, inner, path ? `${path}.${key}` : key, depth + 1)
    }
  }
}

/** Drops a byte order mark; refuses bytes that are no UTF-8, which would otherwise be stored as question marks. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Parses JSON as a request body has it; anything else is a 400. */
export function parseJson(body: Buffer): unknown {
  try {
    const text = utf8.decode(body)
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch (error) {
    const isText = error instanceof SyntaxError
    throw new Problem('malformed', isText ? error.message : 'The body is not UTF-8')
  }
}
