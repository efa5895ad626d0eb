import type { UserCtx } from '../lib/context.ts'
import { directionOf, type Language } from '../lib/languages.ts'
import type { Letter } from '../lib/mail.ts'
import { unknown } from '../lib/problem.ts'
import * as choices from './choices.ts'
import type { PreviewedNotice } from './contract.ts'
import type { Facts } from './facts.ts'
import { canGet, type NoticeKind, noticeKinds } from './kinds.ts'
import { letterOf } from './mail.ts'
import { wordsIn } from './notice-words.ts'
import { sayingOf } from './saying.ts'

/** The letters one can get, in one's own language: made as those are, of a company that is not there. */
export async function preview(ctx: UserCtx): Promise<PreviewedNotice[]> {
  const { language } = await choices.find(ctx)
  return noticeKinds
    .filter((kind) => canGet(ctx.actor.role, kind))
    .map((kind) => {
      const { subject, text } = exampleOf(ctx, kind, language)
      return { kind, language, direction: directionOf(language), subject, text }
    })
}

/** One of them as a page. */
export async function previewPage(ctx: UserCtx, kind: NoticeKind): Promise<string> {
  if (!canGet(ctx.actor.role, kind)) throw unknown('Letter', kind)
  const { language } = await choices.find(ctx)
  return exampleOf(ctx, kind, language).html
}

function exampleOf({ publicUrl }: UserCtx, kind: NoticeKind, language: Language): Letter {
  const saying = sayingOf(language, kind, factsIn(language)[kind])
  return letterOf({ id: 'preview', to: '', publicUrl, ...saying })
}

function factsIn(language: Language): Facts {
  const [name, other] = wordsIn(language).examples
  const path = '/#/assessments/…'
  return {
    completed: { name, waiting: 3, path },
    requested: { name, request: 'time', path },
    digest: {
      tallies: [
        { name, path, asked: 1, waiting: 3, handedIn: 2, closing: 0, undelivered: 0 },
        { name: other, path, asked: 0, waiting: 0, handedIn: 0, closing: 12, undelivered: 1 },
      ],
    },
    webhookDisabled: {
      host: 'ats.example.com',
      why: 'gone',
      path: '/#/settings/webhooks/…',
    },
  }
}
