import { Type } from 'typebox'
import { job } from '../lib/jobs.ts'
import * as letters from './letters.ts'

/** Twenty retries, the later ones an hour apart: a mail server may be away for half a day. */
export const sendLetter = job({
  name: 'invitations.send-letter',
  payload: Type.Object({ letterId: Type.String() }),
  retries: 20,
  run: (ctx, { letterId }) => letters.send(ctx, letterId),
})
