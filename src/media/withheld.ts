import type { Ctx } from '../lib/context.ts'
import { extensionOf } from '../room/file-names.ts'
import type { Answered, AnsweredSegment } from './answers.ts'
import * as copies from './copies.ts'

/** What of an interview its viewer is not to know (interviews/masking.ts). */
export type Hidden = { masked: boolean; heardOnly: boolean }

/** Answers without what is withheld: names of files while masked, pictures where they are only to be heard. */
export async function withhold(ctx: Ctx, answers: Answered[], { masked, heardOnly }: Hidden): Promise<Answered[]> {
  const shown = masked ? answers.map(withoutFileName) : answers
  if (!heardOnly) return shown
  return Promise.all(
    shown.map(async (answer) => ({
      ...answer,
      segments: await Promise.all(answer.segments.map((segment) => heard(ctx, segment))),
    })),
  )
}

const withoutFileName = ({ file, ...answer }: Answered): Answered => ({
  ...answer,
  file: file && { ...file, name: plainNameOf(file.name) },
})

/** People name their files after themselves. */
export const plainNameOf = (name: string) => `file.${extensionOf(name)}`

/** Its sound is made when somebody first looks; it is there as soon as that is. */
async function heard(ctx: Ctx, segment: AnsweredSegment): Promise<AnsweredSegment> {
  if (!segment.ready) return segment
  const state = await copies.ask(ctx, { segmentId: segment.id }, 'sound')
  return {
    ...segment,
    ready: state === 'ready',
    failure: state === 'impossible' ? 'No sound could be made of this answer' : null,
    mediaType: segment.mediaType?.replace(/^video/, 'audio').split(';')[0] ?? null,
    hasPoster: false,
  }
}
