import type { Door } from '../lib/door.ts'
import { addQuestion, editQuestion, listQuestions, removeQuestion } from './contract.ts'
import * as questions from './questions.ts'
import { fromWire, toWire } from './wire.ts'

export function routes(door: Door) {
  door.on(addQuestion, async (ctx, { params, body }) =>
    toWire(await questions.add(ctx, Number(params.id), fromWire(body))),
  )
  door.on(listQuestions, async (ctx, { params }) => (await questions.list(ctx, Number(params.id))).map(toWire))
  door.on(editQuestion, async (ctx, { params, body: { lastSeen, ...body } }) =>
    toWire(await questions.edit(ctx, Number(params.id), fromWire(body), lastSeen)),
  )
  door.on(removeQuestion, async (ctx, { params }) => {
    await questions.remove(ctx, Number(params.id))
    return { count: 1 }
  })
}
