import type { Feature } from '../lib/feature.ts'
import { byShareLink } from './identities.ts'
import { copySegment, remuxSegment, soundOfSegment } from './jobs.ts'
import { routes } from './routes.ts'
import { removeDeleted, sealSilent } from './sweep.ts'

export const media: Feature = {
  name: 'media',
  routes,
  identities: { visitor: byShareLink },
  jobs: [remuxSegment, copySegment, soundOfSegment],
  rounds: [
    { name: 'media.seal-silent', everySeconds: 600, run: sealSilent },
    { name: 'media.remove-deleted', everySeconds: 30, run: removeDeleted },
  ],
}
