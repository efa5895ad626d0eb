import type { Feature } from '../lib/feature.ts'
import { sweepRetention } from './retention.ts'
import { routes } from './routes.ts'

export const assessments: Feature = {
  name: 'assessments',
  routes,
  rounds: [{ name: 'assessments.retention', everySeconds: 3600, run: sweepRetention }],
}
