import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const assessments: Feature = { name: 'assessments', routes }
