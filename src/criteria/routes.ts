import fastJson from 'fast-json-stringify'
import type { Static } from 'typebox'
import type { Door } from '../lib/door.ts'
import { readFilter } from '../lib/filter.ts'
import { JsonStream, writeList } from '../lib/json-stream.ts'
import { writeMoment } from '../lib/wire.ts'
import {
  createCriterion,
  editCriterion,
  listCriteria,
  WireCriterion,
  type CriterionWords as Words,
} from './contract.ts'
import type { Criterion, CriterionWords } from './criteria.ts'
import * as criteria from './criteria.ts'

const filterable = { where: ['criteriaName', 'archived'], order: ['id', 'criteriaName'] }
const write = fastJson(WireCriterion as object)

export function routes(door: Door) {
  door.on(listCriteria, async (ctx, { query }) => {
    const rows = criteria.list(ctx, readFilter(query, filterable))
    return new JsonStream(writeList('[', rows, (row) => write(toWire(row)), ']'))
  })
  door.on(createCriterion, async (ctx, { body }) => toWire(await criteria.create(ctx, fromWire(body, ctx.now()))))
  door.on(editCriterion, async (ctx, { params, body }) =>
    toWire(await criteria.edit(ctx, Number(params.id), fromWire(body, ctx.now()))),
  )
}

const fromWire = ({ criteriaName, description, scale, archived }: Static<typeof Words>, now: Date): CriterionWords => ({
  ...(criteriaName === undefined ? {} : { name: criteriaName.trim() }),
  ...(description === undefined ? {} : { description }),
  ...(scale === undefined ? {} : { scale }),
  ...(archived === undefined ? {} : { archivedAt: archived ? now : null }),
})

const toWire = (row: Criterion): Static<typeof WireCriterion> => ({
  id: row.id,
  ratingCriteriaId: row.id,
  criteriaName: row.name,
  description: row.description,
  scale: row.scale as string[],
  archived: row.archivedAt !== null,
  companyId: row.companyId,
  createdAt: writeMoment(row.createdAt),
  updatedAt: writeMoment(row.updatedAt),
})
