import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { expireDue } from './expiry.ts'
import { sendLetters } from './letters.ts'
import { remindDue } from './reminders.ts'
import { routes } from './routes.ts'

export const invitations: Feature = {
  name: 'invitations',
  routes,
  commands,
  rounds: [
    { name: 'invitations.reminders', everySeconds: 60, run: remindDue },
    { name: 'invitations.expiry', everySeconds: 60, run: expireDue },
    { name: 'invitations.send', everySeconds: 0.5, run: sendLetters },
  ],
}
