import { Type } from 'typebox'
import { job } from '../lib/jobs.ts'
import { mostConnections } from '../lib/mail.ts'
import * as notices from './notices.ts'

/** As patient as the letters to candidates. */
export const sendNotice = job({
  name: 'notices.send',
  payload: Type.Object({ noticeId: Type.String() }),
  retries: 20,
  atOnce: mostConnections,
  expiresSeconds: 300,
  run: (ctx, { noticeId }) => notices.send(ctx, noticeId),
})
