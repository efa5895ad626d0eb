import fastJson from 'fast-json-stringify'
import type { Static } from 'typebox'
import type { CandidateWords, Deletion } from '../interviews/interviews.ts'
import * as interviews from '../interviews/interviews.ts'
import { filterable, list } from '../interviews/list.ts'
import type { Door } from '../lib/door.ts'
import { readFilter } from '../lib/filter.ts'
import { JsonStream, writeList } from '../lib/json-stream.ts'
import { unknown } from '../lib/problem.ts'
import { readEpoch } from '../lib/wire.ts'
import {
  addCandidate,
  deleteCandidate,
  type EditCandidate,
  editCandidate,
  listCandidates,
  Videointerview,
} from './contract.ts'
import { toAdded, toListed } from './wire.ts'

const write = fastJson(Videointerview as object)

export function routes(door: Door) {
  door.on(addCandidate, async (ctx, { params, body }) => {
    const { firstName, lastName, emailAddress, videointerviewGroupId = params.id } = body
    if (String(videointerviewGroupId) !== params.id) throw unknown('Assessment', videointerviewGroupId)
    const personal = { firstName: firstName ?? '', lastName: lastName ?? '', email: emailAddress.trim() }
    return [toAdded(await interviews.add(ctx, Number(params.id), personal))]
  })

  door.on(listCandidates, async (ctx, { params, query }) => {
    const { count, isReviewed, batches } = await list(ctx, Number(params.id), readFilter(query, filterable))
    const before = `{"count":${count},"overallFeedback":${isReviewed},"Videointerviews":[`
    return new JsonStream(writeList(before, batches, (row) => write(toListed(row, ctx.publicUrl)), ']}'))
  })

  door.on(editCandidate, async (ctx, { params, body }) => {
    const row = await interviews.editCandidate(ctx, Number(params.id), Number(params.pid), fromWire(body))
    return toListed(row, ctx.publicUrl)
  })

  door.on(deleteCandidate, async (ctx, { params, body }) => {
    const claims = [body].flat().map(toDeletion)
    await interviews.remove(ctx, Number(params.id), params.vid, claims)
    return [{ videointerviews: { affectedRows: 1, count: 1, rows: [] } }]
  })
}

function fromWire(body: Static<typeof EditCandidate>): CandidateWords {
  const { firstName, lastName, emailAddress, outcome, expiresAt, retakeApproval, timeMultiplier } = body
  return {
    personal: {
      ...(firstName !== undefined && { firstName: firstName ?? '' }),
      ...(lastName !== undefined && { lastName: lastName ?? '' }),
      ...(emailAddress !== undefined && { email: emailAddress.trim() }),
    },
    interview: {
      ...(outcome !== undefined && { outcome }),
      ...(expiresAt !== undefined && {
        expiresAt: expiresAt === null ? null : readEpoch('Videointerview', 'expiresAt', expiresAt),
      }),
      ...(retakeApproval !== undefined && { retakeApproval }),
      ...(timeMultiplier !== undefined && { timeMultiplier }),
    },
  }
}

const toDeletion = (claim: { profileId?: string | number; videointerviewGroupId?: string | number }): Deletion => ({
  ...(claim.profileId !== undefined && { candidateId: Number(claim.profileId) }),
  ...(claim.videointerviewGroupId !== undefined && { assessmentId: Number(claim.videointerviewGroupId) }),
})
