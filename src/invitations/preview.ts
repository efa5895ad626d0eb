import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import type { Ctx } from '../lib/context.ts'
import { directionOf, languageOf } from '../lib/languages.ts'
import { draw } from '../questions/draw.ts'
import * as questions from '../questions/questions.ts'
import type { PreviewedLetter } from './contract.ts'
import { pageOf } from './html.ts'
import { hasLink, type LetterKind, letterKinds } from './letter-kinds.ts'
import { type Contents, letterOf, wordsOf } from './mail.ts'
import { minutesIn } from './minutes.ts'
import { pictureOf } from './picture.ts'
import { exampleReceipt } from './sample.ts'

/** The letters of an assessment as its candidates get them: made as those are, with links that lead nowhere. */
export async function preview(ctx: Ctx, assessmentId: number): Promise<PreviewedLetter[]> {
  const sample = await sampleOf(ctx, assessmentId)
  const language = languageOf(sample.language)
  return letterKinds.map((kind) => {
    const {
      subject,
      text,
      attached = [],
    } = letterOf(kind, { ...sample, ...linksOf(ctx, kind), ...receiptOf(kind, ctx) })
    return {
      kind,
      language,
      direction: directionOf(language),
      subject,
      text,
      attached: attached.map(({ name }) => name),
    }
  })
}

/** One of them as a page. The picture is the one that would travel with it. */
export async function previewPage(ctx: Ctx, assessmentId: number, kind: LetterKind): Promise<string> {
  const sample = await sampleOf(ctx, assessmentId)
  const said = wordsOf(kind, { ...sample, ...receiptOf(kind, ctx) })
  return pageOf(said, linksOf(ctx, kind), sample.brand, sample.picturePath)
}

async function sampleOf(ctx: Ctx, assessmentId: number) {
  allow(ctx, 'assessment.read')
  const assessment = await assessments.find(ctx, assessmentId)
  const { name: companyName, timeZone } = await ctx.db
    .selectFrom('company')
    .select(['name', 'timeZone'])
    .where('id', '=', ctx.actor.companyId)
    .executeTakeFirstOrThrow()
  const { name: assessmentName, expiresAt: deadline, language, letterText, letterSubject, accent } = assessment
  const all = (await questions.list(ctx, assessmentId)).map((row) => ({ ...row, questionId: row.id }))
  const minutes = minutesIn(draw(all, { ...assessment, uuid: 'preview' }))
  return {
    ...{ companyName, assessmentName, deadline, timeZone, language, letterText, letterSubject, minutes },
    ...{ id: 'preview', to: '', now: ctx.now(), calendar: { uid: 'preview', sequence: 0 } },
    brand: { companyName, accent, picture: await pictureOf(ctx, assessment) },
    picturePath: assessment.bannerPath ?? '',
  }
}

const linksOf = ({ publicUrl }: Ctx, kind: LetterKind) => ({
  link: hasLink(kind) ? `${publicUrl}/i/…` : undefined,
  unsubscribe: kind === 'reminder' ? `${publicUrl}/unsubscribe/…` : undefined,
})

const receiptOf = (kind: LetterKind, ctx: Ctx): Pick<Contents, 'receipt'> =>
  kind === 'submitted' ? { receipt: exampleReceipt(ctx.now()) } : {}
