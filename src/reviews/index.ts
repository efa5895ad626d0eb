import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const reviews: Feature = { name: 'reviews', routes }
