import type { Feature } from '../lib/feature.ts'
import { digestDue } from './digest.ts'
import { sendNotices } from './notices.ts'
import { routes } from './routes.ts'

export const notices: Feature = {
  name: 'notices',
  routes,
  rounds: [
    { name: 'notices.digest', everySeconds: 300, run: digestDue },
    { name: 'notices.send', everySeconds: 0.5, run: sendNotices },
  ],
}
