import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { routes } from './routes.ts'

export const candidates: Feature = { name: 'candidates', routes, commands }
