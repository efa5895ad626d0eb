import type { Feature } from '../lib/feature.ts'
import { listen } from './listener.ts'
import { readMailbox } from './mailbox.ts'

export const bounces: Feature = {
  name: 'bounces',
  opens: listen,
  rounds: [{ name: 'bounces.mailbox', everySeconds: 60, run: readMailbox }],
}
