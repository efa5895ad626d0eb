import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { byKey, byToken } from './identities.ts'
import { routes } from './routes.ts'

export const accounts: Feature = { name: 'accounts', routes, commands, identities: { key: byKey, user: byToken } }
