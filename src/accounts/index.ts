import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { sweepGuesses } from './guesses.ts'
import { byKey, byToken } from './identities.ts'
import { routes } from './routes.ts'
import { sweepSessions } from './sessions.ts'
import { sweepTokens } from './tokens.ts'
import { sendLinks } from './user-links.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes,
  commands,
  identities: { key: byKey, user: byToken },
  rounds: [
    { name: 'accounts.tokens', everySeconds: 3600, run: sweepTokens },
    { name: 'accounts.sessions', everySeconds: 3600, run: sweepSessions },
    { name: 'accounts.guesses', everySeconds: 3600, run: sweepGuesses },
    { name: 'accounts.send', everySeconds: 0.5, run: sendLinks },
  ],
}
