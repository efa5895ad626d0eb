import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const pictures: Feature = { name: 'pictures', routes }
