import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const library: Feature = { name: 'library', routes }
