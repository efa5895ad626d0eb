import { type DestinationStream, type Logger, pino } from 'pino'

/** One JSON line an event, to standard output. Of an error only what cannot hold a name: no `detail`, no parameters. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: plainly } }
  return destination ? pino(options, destination) : pino(options)
}

function plainly(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const { code } = error as { code?: string }
  return { name, message, stack, ...(code ? { code } : {}), ...(cause ? { cause: plainly(cause) } : {}) }
}
