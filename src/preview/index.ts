import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const preview: Feature = { name: 'preview', routes }
