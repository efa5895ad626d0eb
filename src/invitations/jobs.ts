import { Type } from 'typebox'
import { job } from '../lib/jobs.ts'
import { mostConnections } from '../lib/mail.ts'
import * as letters from './letters.ts'

/** Twenty retries, the later ones an hour apart: a mail server may be away for half a day. */
export const sendLetter = job({
  name: 'invitations.send-letter',
  payload: Type.Object({ letterId: Type.String() }),
  retries: 20,
  // The next are read while these leave.
  atOnce: 2 * mostConnections,
  // Longer than a letter may take, and as long as its claim holds.
  expiresSeconds: 300,
  run: (ctx, { letterId }) => letters.send(ctx, letterId),
})
