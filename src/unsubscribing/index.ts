import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const unsubscribing: Feature = { name: 'unsubscribing', routes }
