import type { Door } from '../lib/door.ts'
import { letterAnswer } from '../lib/letter-answer.ts'
import { unknown } from '../lib/problem.ts'
import { orNull, writeMoment } from '../lib/wire.ts'
import { listLetters, previewLetter, previewLetters, sendInvite, sendReminder } from './contract.ts'
import * as invitations from './invitations.ts'
import { preview, previewPage } from './preview.ts'
import * as reminders from './reminders.ts'
import { standing } from './standing.ts'

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
    letters: (await standing(ctx, Number(params.id))).map(
      ({ uuid, lastSentAt, nextReminderAt, isDelayed, ...letter }) => ({
        ...letter,
        interviewId: uuid,
        delayed: isDelayed,
        lastSentAt: orNull(lastSentAt, writeMoment),
        nextReminderAt: orNull(nextReminderAt, writeMoment),
      }),
    ),
  }))

  door.on(previewLetters, async (ctx, { params }) => ({ letters: await preview(ctx, Number(params.id)) }))

  door.on(previewLetter, async (ctx, { params: { id, kind } }) =>
    letterAnswer(await previewPage(ctx, Number(id), kind)),
  )
}
