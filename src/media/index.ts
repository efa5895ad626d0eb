import type { Feature } from '../lib/feature.ts'
import { byShareLink } from './identities.ts'
import { remuxSegment } from './jobs.ts'
import { routes } from './routes.ts'
import { clearOrphans, sealSilent } from './sweep.ts'

export const media: Feature = {
  name: 'media',
  routes,
  identities: { visitor: byShareLink },
  jobs: [remuxSegment],
  rounds: [
    { name: 'media.seal-silent', everySeconds: 600, run: sealSilent },
    { name: 'media.clear-orphans', everySeconds: 86_400, run: clearOrphans },
  ],
}
