import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const requests: Feature = { name: 'requests', routes }
