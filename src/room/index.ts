import type { Feature } from '../lib/feature.ts'
import { byLink } from './identities.ts'
import { routes } from './routes.ts'

export const room: Feature = { name: 'room', routes, identities: { candidate: byLink } }
