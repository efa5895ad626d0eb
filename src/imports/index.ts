import type { Feature } from '../lib/feature.ts'
import { routes } from './routes.ts'

export const imports: Feature = { name: 'imports', routes }
