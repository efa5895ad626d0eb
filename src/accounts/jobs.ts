import { Type } from 'typebox'
import { job } from '../lib/jobs.ts'
import * as userLinks from './user-links.ts'

/** As long as the link may be good: a mail server may be away for half a day. */
export const sendUserLink = job({
  name: 'accounts.send-link',
  payload: Type.Object({ linkId: Type.String() }),
  retries: 20,
  run: (ctx, { linkId }) => userLinks.send(ctx, linkId),
})
