import fastJson from 'fast-json-stringify'
import type { Static } from 'typebox'
import type { Door } from '../lib/door.ts'
import { readFilter } from '../lib/filter.ts'
import { JsonStream, writeList } from '../lib/json-stream.ts'
import { orNull, readEpoch, readIso, writeEpoch, writeMoment } from '../lib/wire.ts'
import type { Assessment, AssessmentWords, PerCategory } from './assessments.ts'
import * as assessments from './assessments.ts'
import {
  createAssessment,
  duplicateAssessment,
  type EditAssessment,
  editAssessment,
  getAssessment,
  getOverview,
  listAssessments,
  WireAssessment,
} from './contract.ts'
import { duplicate } from './duplicate.ts'
import { overview } from './overview.ts'

const filterable = { where: ['id', 'groupName'], order: ['id', 'groupName'] }
const write = fastJson(WireAssessment as object)

export function routes(door: Door) {
  door.on(createAssessment, async (ctx, { body }) =>
    toWire(await assessments.create(ctx, { ...fromWire(body, ctx.now()), name: body.groupName.trim() })),
  )
  door.on(listAssessments, async (ctx, { query }) => {
    const rows = assessments.list(ctx, readFilter(query, filterable))
    return new JsonStream(writeList('[', rows, (row) => write(toWire(row)), ']'))
  })
  door.on(getOverview, async (ctx, { query }) =>
    (await overview(ctx, query.archived === 'true')).map(({ startsAt, expiresAt, closedAt, archivedAt, ...row }) => ({
      ...row,
      startsAt: writeMoment(startsAt),
      expiresAt: writeMoment(expiresAt),
      closedAt: orNull(closedAt, writeMoment),
      archivedAt: orNull(archivedAt, writeMoment),
    })),
  )
  door.on(getAssessment, async (ctx, { params }) => toWire(await assessments.find(ctx, Number(params.id))))
  door.on(editAssessment, async (ctx, { params, body: { lastSeen, ...body } }) =>
    toWire(await assessments.edit(ctx, Number(params.id), fromWire(body, ctx.now()), lastSeen)),
  )
  door.on(duplicateAssessment, async (ctx, { params, body }) =>
    toWire(await duplicate(ctx, Number(params.id), body.groupName?.trim())),
  )
}

/** Their words into ours: only what was said, so that a PATCH leaves the rest. */
function fromWire(body: Static<typeof EditAssessment>, now: Date): AssessmentWords {
  const said: { [K in keyof AssessmentWords]: AssessmentWords[K] | undefined } = {
    name: body.groupName?.trim(),
    interviewType: body.groupConfig?.interviewType,
    landingPageInfo: body.landingPageInfo,
    responseVisible: body.responseVisibility,
    startsAt: body.startsAt == null ? undefined : readEpoch('Assessment', 'startsAt', body.startsAt),
    expiresAt: readDeadline(body),
    bannerEnabled: body.enableBanner,
    bannerPath: body.removeBanner ? null : body.companyBanner,
    remindersEnabled: body.enableReminder,
    reminderIntervalDays: readCount(body.reminderInterval),
    maxReminders: readCount(body.maxReminders),
    masked: body.enableInclusiveHiring,
    reviewBySound: body.reviewBySound,
    soundOnlyAllowed: body.allowSoundOnly,
    letterText: body.letterText,
    letterSubject: body.letterSubject,
    passThreshold: body.passThreshold,
    retakesEnabled: body.enableRetakeAssessment,
    introVideo: body.introVideo,
    endText: body.endText,
    practiceSkipped: body.skipPracticeQuestion,
    closedAt: body.closed === undefined ? undefined : body.closed ? now : null,
    archivedAt: body.archived === undefined ? undefined : body.archived ? now : null,
    retentionDays: body.retentionDays,
    language: body.language,
    questionsPerCategory: body.questionsPerCategory,
    accent: body.accentColor?.toLowerCase() ?? body.accentColor,
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as AssessmentWords
}

/** Two spellings of one instant, null is neither; the milliseconds are the more exact and the less ambiguous. */
function readDeadline({ expiresAt, expirationDate }: Static<typeof EditAssessment>): Date | undefined {
  if (expiresAt != null) return readEpoch('Assessment', 'expiresAt', expiresAt)
  return expirationDate == null ? undefined : readIso('Assessment', 'expirationDate', expirationDate)
}

const readCount = (given: number | string | null | undefined) =>
  given === null || given === '' ? null : given === undefined ? undefined : Number(given)

function toWire(row: Assessment): Static<typeof WireAssessment> {
  return {
    id: row.id,
    videointerviewGroupId: row.id,
    groupName: row.name,
    groupConfig: { interviewType: row.interviewType },
    responseVisibility: row.responseVisible,
    expirationDate: writeMoment(row.expiresAt),
    expiresAt: writeEpoch(row.expiresAt),
    startsAt: writeEpoch(row.startsAt),
    landingPageInfo: row.landingPageInfo,
    enableBanner: row.bannerEnabled,
    removeBanner: false,
    enableReminder: row.remindersEnabled,
    reminderInterval: row.reminderIntervalDays,
    maxReminders: row.maxReminders,
    enableInclusiveHiring: row.masked,
    companyBanner: row.bannerPath,
    passThreshold: row.passThreshold,
    enableRetakeAssessment: row.retakesEnabled,
    introVideo: row.introVideo,
    endText: row.endText,
    skipPracticeQuestion: row.practiceSkipped,
    closed: row.closedAt !== null,
    archived: row.archivedAt !== null,
    retentionDays: row.retentionDays,
    language: row.language,
    letterText: row.letterText,
    letterSubject: row.letterSubject,
    reviewBySound: row.reviewBySound,
    allowSoundOnly: row.soundOnlyAllowed,
    accentColor: row.accent,
    questionsPerCategory: row.questionsPerCategory as PerCategory[],
    recruiterId: row.recruiterId,
    companyId: row.companyId,
    createdAt: writeMoment(row.createdAt),
    updatedAt: writeMoment(row.updatedAt),
  }
}
