import type { Door } from '../lib/door.ts'
import { unknown } from '../lib/problem.ts'
import { sendInvite } from './contract.ts'
import * as invitations from './invitations.ts'

export function routes(door: Door) {
  door.on(sendInvite, async (ctx, { params, body: { interviewIds, videointerviewGroupId = params.id } }) => {
    if (String(videointerviewGroupId) !== params.id) throw unknown('Assessment', videointerviewGroupId)
    await invitations.invite(ctx, Number(params.id), interviewIds)
    return { msg: 'The invitation has been sent successfully' }
  })
}
