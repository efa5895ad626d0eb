import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { dropPast } from './guesses.ts'
import { byKey, byToken } from './identities.ts'
import { routes } from './routes.ts'
import { dropExpired } from './tokens.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes,
  commands,
  identities: { key: byKey, user: byToken },
  rounds: [
    { name: 'accounts.drop-expired-tokens', everySeconds: 3600, run: dropExpired },
    { name: 'accounts.drop-past-guesses', everySeconds: 3600, run: dropPast },
  ],
}
