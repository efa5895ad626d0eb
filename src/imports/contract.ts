import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInPath, nullable, text, uuid } from '../lib/wire.ts'

/** So many rows are one request. */
export const rowsAtOnce = 1000

/** Looser than one candidate's: what is wrong with a row is said of that row, and the others go on. */
const ImportRow = Type.Object({
  firstName: Type.Optional(nullable(text(10_000))),
  lastName: Type.Optional(nullable(text(10_000))),
  emailAddress: Type.Optional(nullable(text(10_000))),
})
export type ImportRow = Type.Static<typeof ImportRow>

export const importCandidates = endpoint({
  method: 'POST',
  path: '/room/v1/assessments/:id/candidates/import',
  summary: 'Import Candidates',
  about:
    'Answers each row by its place. Sent again, what was added is `known` and nothing happens twice; only who is added is invited.',
  section: 'Candidates',
  access: 'user',
  model: 'Assessment',
  params: Type.Object({ id: idInPath }),
  body: Type.Object({
    candidates: Type.Array(ImportRow, { minItems: 1, maxItems: rowsAtOnce }),
    invite: Type.Optional(Type.Boolean({ description: 'Invite who is added, in the same step' })),
  }),
  reply: Type.Object({
    added: Type.Integer(),
    known: Type.Integer({ description: 'In this assessment already' }),
    refused: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        result: Type.Enum(['added', 'known', 'refused']),
        interviewId: nullable(uuid),
        profileId: nullable(Type.Integer()),
        why: nullable(Type.String({ description: 'Why it was refused, as a sentence' })),
      }),
    ),
  }),
})
export type Imported = Type.Static<typeof importCandidates.reply>
