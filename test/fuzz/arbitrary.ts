import fc from 'fast-check'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
}

/** What callers send by mistake or malice, whatever was asked for. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, 9e15, -0, '', ' ', '0', 'null', '../../etc/passwd'],
    ...['\0', 'a\0b', '\ud800', '\udfff\ud800', '\u202egnp.exe', "'; drop table candidate; --", '{{7*7}}'],
    ...['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '%00', '%', 'x'.repeat(100_001), '9'.repeat(400)],
    ...['2021-02-31T00:00:00Z', '9999-99-99T99:99:99Z', '99999999999999', '-1', '1e999', 'NaN', '１２３'],
    ...[[], {}, [[]], Array(10_000).fill('1'), { toString: 1 }, { length: -1 }, { constructor: { prototype: 1 } }],
  ),
  fc.anything({ withNullPrototype: false, withBoxedValues: false, maxDepth: 3 }).filter(isJson),
  fc.string({ unit: 'binary', maxLength: 50 }),
)

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}

/** Mostly what the schema asks for, so that requests get past the door; now and then something else. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: right(schema), weight: 9 }, { arbitrary: hostile, weight: 1 })
}

function right(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(right))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.properties) return object(schema.properties, schema.required ?? [])
  switch (schema.type) {
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(schema.items ? fitting(schema.items) : hostile, { maxLength: 4 })
    case 'string':
      return schema.pattern
        ? fc.stringMatching(new RegExp(schema.pattern))
        : fc.string({ unit: 'grapheme', maxLength: Math.min(schema.maxLength ?? 60, 60) })
    default:
      return hostile
  }
}

function object(properties: Record<string, Schema>, required: string[]) {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, fitting(inner)]))
  return fc.record(fields, { requiredKeys: required })
}
