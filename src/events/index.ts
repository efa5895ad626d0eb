import type { Feature } from '../lib/feature.ts'
import { chainAll } from './chain.ts'
import { commands } from './commands.ts'
import { routes } from './routes.ts'

export const events: Feature = {
  name: 'events',
  routes,
  commands,
  rounds: [{ name: 'events.chain', everySeconds: 1, run: chainAll }],
}
