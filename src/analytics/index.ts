import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const analytics: Feature = { name: 'analytics', routes }
