import type { Feature } from '../lib/feature.ts'
import { tidy } from './deliveries.ts'
import { deliverDue } from './delivering.ts'
import { routes } from './routes.ts'
import { spreadAll } from './spreading.ts'

export const webhooks: Feature = {
  name: 'webhooks',
  routes,
  rounds: [
    { name: 'webhooks.spread', everySeconds: 0.5, run: spreadAll },
    { name: 'webhooks.deliver', everySeconds: 0.5, run: deliverDue },
    { name: 'webhooks.tidy', everySeconds: 3600, run: tidy },
  ],
}
