import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const health: Feature = { name: 'health', routes }
