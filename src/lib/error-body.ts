import { type Fault, Problem, statusOf } from './problem.ts'

/** LoopBack 3's error envelope, as X0PA's clients know it. */
export type ErrorBody = {
  error: { statusCode: number; name?: string; message: string; code?: string; details?: unknown }
}

export const internalError: ErrorBody = { error: { statusCode: 500, message: 'Internal Server Error' } }

export function errorBody(problem: Problem): ErrorBody {
  const { name, model, faults, extra } = problem.details
  const statusCode = statusOf[problem.code]
  if (faults) return validationError(statusCode, model ?? 'Body', faults)
  const error = { statusCode, name: nameOf[problem.code] ?? 'Error', message: problem.message, ...extra }
  return { error: name ? { ...error, code: name } : error }
}

const nameOf: Partial<Record<Problem['code'], string>> = {
  malformed: 'SyntaxError',
  too_large: 'PayloadTooLargeError',
}

function validationError(statusCode: number, model: string, faults: Fault[]): ErrorBody {
  const codes: Record<string, string[]> = {}
  const messages: Record<string, string[]> = {}
  for (const { field, code, message } of faults) {
    codes[field] = [...(codes[field] ?? []), code]
    messages[field] = [...(messages[field] ?? []), message]
  }
  const sentence = faults.map(({ field, message }) => `\`${field}\` ${message}`).join('; ')
  return {
    error: {
      statusCode,
      name: 'ValidationError',
      message: `The \`${model}\` instance is not valid. Details: ${sentence}.`,
      details: { context: model, codes, messages },
    } as ErrorBody['error'],
  }
}

export const authorizationRequired = () =>
  new Problem('unauthenticated', 'Authorization Required', { name: 'AUTHORIZATION_REQUIRED' })

export const accessDenied = () => new Problem('forbidden', 'Access Denied', { name: 'ACCESS_DENIED' })
