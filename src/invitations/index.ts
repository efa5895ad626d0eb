import type { Feature } from '../lib/feature.ts'
import { commands } from './commands.ts'
import { sendLetter } from './jobs.ts'
import { remindDue } from './reminders.ts'
import { routes } from './routes.ts'

export const invitations: Feature = {
  name: 'invitations',
  routes,
  jobs: [sendLetter],
  commands,
  rounds: [{ name: 'invitations.reminders', everySeconds: 60, run: remindDue }],
}
