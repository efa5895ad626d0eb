import type { Logger } from 'pino'
import type { World } from './context.ts'
import { isUnavailable } from './database/unavailable.ts'
import type { Feature, Round } from './feature.ts'

/** Does every feature's rounds until stopped, each again so many seconds after it ended. */
export function keepRounds(world: World, features: Feature[], log: Logger) {
  const running = features.flatMap(({ rounds = [] }) => rounds).map((round) => keep(world, round, log))
  return {
    stop: async () => {
      await Promise.all(running.map((stop) => stop()))
    },
  }
}

function keep(world: World, round: Round, log: Logger): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let current: Promise<void>
  const go = async () => {
    try {
      await round.run(world)
    } catch (error) {
      if (!isUnavailable(error)) log.error({ err: error, round: round.name }, 'a round failed')
    }
    if (!stopped) timer = setTimeout(start, round.everySeconds * 1000)
  }
  const start = () => {
    current = go()
  }
  start()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await current
  }
}
