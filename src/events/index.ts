import type { Feature } from '../lib/feature.ts'
import { chainAll } from './chain.ts'
import { commands } from './commands.ts'

export const events: Feature = {
  name: 'events',
  commands,
  rounds: [{ name: 'events.chain', everySeconds: 1, run: chainAll }],
}
