import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const questions: Feature = { name: 'questions', routes }
