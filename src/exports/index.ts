import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const exports: Feature = { name: 'exports', routes }
