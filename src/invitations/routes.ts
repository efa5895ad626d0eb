import type { Door } from '../lib/door.ts'
import { unknown } from '../lib/problem.ts'
import { orNull, writeMoment } from '../lib/wire.ts'
import { listLetters, previewLetters, sendInvite, sendReminder } from './contract.ts'
import * as invitations from './invitations.ts'
import * as reminders from './reminders.ts'
import { preview, standing } from './standing.ts'

export function routes(door: Door) {
  door.on(sendInvite, async (ctx, { params, body: { interviewIds, videointerviewGroupId = params.id } }) => {
    if (String(videointerviewGroupId) !== params.id) throw unknown('Assessment', videointerviewGroupId)
    await invitations.invite(ctx, Number(params.id), interviewIds)
    return { msg: 'The invitation has been sent successfully' }
  })

  door.on(sendReminder, async (ctx, { params, body }) => {
    const { sent, refused } = await reminders.remind(ctx, Number(params.id), body.interviewIds)
    return { sent, refused: refused.map(({ uuid, why }) => ({ interviewId: uuid, why })) }
  })

  door.on(listLetters, async (ctx, { params }) => ({
    letters: (await standing(ctx, Number(params.id))).map(({ uuid, lastSentAt, nextReminderAt, ...letter }) => ({
      ...letter,
      interviewId: uuid,
      lastSentAt: orNull(lastSentAt, writeMoment),
      nextReminderAt: orNull(nextReminderAt, writeMoment),
    })),
  }))

  door.on(previewLetters, async (ctx, { params }) => ({ letters: await preview(ctx, Number(params.id)) }))
}
