import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const openapi: Feature = { name: 'openapi', routes }
