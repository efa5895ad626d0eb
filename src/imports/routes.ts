import type { Door } from '../lib/door.ts'
import { importCandidates } from './contract.ts'
import { importAll, type Outcome } from './imports.ts'

export function routes(door: Door) {
  door.on(importCandidates, async (ctx, { params, body }) => {
    const outcomes = await importAll(ctx, Number(params.id), body.candidates, { invite: body.invite ?? false })
    const count = (result: Outcome['result']) => outcomes.filter((each) => each.result === result).length
    return { added: count('added'), known: count('known'), refused: count('refused'), rows: outcomes.map(toWire) }
  })
}

const toWire = (outcome: Outcome) =>
  outcome.result === 'refused'
    ? { ...outcome, interviewId: null, profileId: null }
    : { result: outcome.result, interviewId: outcome.uuid, profileId: outcome.candidateId, why: null }
