import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const shares: Feature = { name: 'shares', routes }
