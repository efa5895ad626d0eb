import { type DestinationStream, type Logger, pino } from 'pino'

/** One JSON line an event, to standard output. Of an error only what cannot hold a name: no `detail`, no parameters. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: plainly } }
  return destination ? pino(options, destination) : pino(options)
}

function plainly(error: unknown): object {
  // The queue reports copies of errors, which are errors no longer.
  if (typeof (error as Error | null)?.message !== 'string') return { message: String(error) }
  const { name, message, stack, cause } = error as Error
  const { code } = error as { code?: string }
  return { name, message, stack, ...(code ? { code } : {}), ...(cause ? { cause: plainly(cause) } : {}) }
}
