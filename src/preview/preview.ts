import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { safeHtml } from '../assessments/safe-html.ts'
import type { Ctx } from '../lib/context.ts'
import * as pictures from '../pictures/pictures.ts'
import { draw } from '../questions/draw.ts'
import type { Option } from '../questions/questions.ts'
import * as questions from '../questions/questions.ts'
import type { Interview, Question } from '../room/contract.ts'
import { plainWords } from '../room/plain-words.ts'
import { highestMark } from '../room/written-answers.ts'

type Preview = Omit<Interview, 'startsAt' | 'expiresAt'> & { startsAt: Date; expiresAt: Date }

/** The room as a candidate of this assessment would find it now. There is none, and nothing is kept. */
export async function preview(ctx: Ctx, assessmentId: number): Promise<Preview> {
  allow(ctx, 'assessment.read')
  const assessment = await assessments.find(ctx, assessmentId)
  const { name: companyName } = await ctx.db
    .selectFrom('company')
    .select('name')
    .where('id', '=', ctx.actor.companyId)
    .executeTakeFirstOrThrow()
  const { bannerEnabled, bannerPath, landingPageInfo, endText } = assessment
  const all = (await questions.list(ctx, assessmentId)).map((row) => ({ ...row, questionId: row.id }))
  return {
    companyName,
    assessmentName: assessment.name,
    landingPageInfo: landingPageInfo && safeHtml(landingPageInfo),
    endText: endText && safeHtml(endText),
    bannerUrl: bannerEnabled && pictures.isPath(bannerPath) ? bannerPath : null,
    accentColor: assessment.accent,
    language: assessment.language,
    practiceSkipped: assessment.practiceSkipped,
    soundOnlyAllowed: assessment.soundOnlyAllowed,
    timeMultiplier: 1,
    startsAt: assessment.startsAt,
    expiresAt: assessment.expiresAt,
    status: 'Draft',
    consentedAt: null,
    reopenedAt: null,
    keptDays: assessment.retentionDays,
    submittedAt: null,
    responseVisible: assessment.responseVisible,
    requested: [],
    questions: draw(all, { ...assessment, uuid: 'preview' }).map(asked),
  }
}

const asked = (row: questions.Question): Question => ({
  questionId: row.id,
  type: row.type as Question['type'],
  text: plainWords(row.body),
  maxAnswerSeconds: row.maxAnswerSeconds,
  prepSeconds: row.prepSeconds,
  maxRetakes: row.maxRetakes,
  takesBegun: 0,
  options: (row.options as Option[]).map(({ text }) => text),
  singleChoice: row.singleChoice,
  minWords: row.minWords,
  maxWords: row.maxWords,
  highestMark: highestMark(row.maxScore),
  answeredTakeId: null,
  written: null,
  file: null,
  lastTake: null,
})
