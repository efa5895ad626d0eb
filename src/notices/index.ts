import type { Feature } from '../lib/feature.ts'
import { digestDue } from './digest.ts'
import { sendNotice } from './jobs.ts'
import { routes } from './routes.ts'

export const notices: Feature = {
  name: 'notices',
  routes,
  jobs: [sendNotice],
  rounds: [{ name: 'notices.digest', everySeconds: 300, run: digestDue }],
}
