import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { World } from './context.ts'
import { isUnavailable } from './database/unavailable.ts'
import type { Round } from './feature.ts'

/** Does rounds until stopped, each again so many seconds after it ended. */
export function keepRounds(world: World, rounds: Round[], log: Logger) {
  const stopping = new AbortController()
  const running = rounds.map((round) => keep(world, round, log, stopping.signal))
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function keep(world: World, round: Round, log: Logger, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await round.run(world, stop)
    } catch (error) {
      if (!isUnavailable(error)) log.error({ err: error, round: round.name }, 'a round failed')
    }
    await pause(round.everySeconds * 1000, undefined, { signal: stop }).catch(() => {})
  }
}
