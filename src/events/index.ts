import type { Feature } from '../lib/feature.ts'
import { chainAll } from './chain.ts'

export const events: Feature = {
  name: 'events',
  rounds: [{ name: 'events.chain', everySeconds: 1, run: chainAll }],
}
