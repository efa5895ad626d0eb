import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const criteria: Feature = { name: 'criteria', routes }
