import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { sweepGuesses } from './guesses.ts'
import { byKey, byToken } from './identities.ts'
import { sendUserLink } from './jobs.ts'
import { routes } from './routes.ts'
import { sweepSessions } from './sessions.ts'
import { sweepTokens } from './tokens.ts'

export const accounts: Feature = {
  name: 'accounts',
  routes,
  jobs: [sendUserLink],
  commands,
  identities: { key: byKey, user: byToken },
  rounds: [
    { name: 'accounts.tokens', everySeconds: 3600, run: sweepTokens },
    { name: 'accounts.sessions', everySeconds: 3600, run: sweepSessions },
    { name: 'accounts.guesses', everySeconds: 3600, run: sweepGuesses },
  ],
}
