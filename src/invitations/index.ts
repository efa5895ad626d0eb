import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { expireDue } from './expiry.ts'
import { sendLetter } from './jobs.ts'
import { sendPutOff } from './mornings.ts'
import { remindDue } from './reminders.ts'
import { routes } from './routes.ts'

export const invitations: Feature = {
  name: 'invitations',
  routes,
  jobs: [sendLetter],
  commands,
  rounds: [
    { name: 'invitations.reminders', everySeconds: 60, run: remindDue },
    { name: 'invitations.put-off', everySeconds: 60, run: sendPutOff },
    { name: 'invitations.expiry', everySeconds: 60, run: expireDue },
  ],
}
