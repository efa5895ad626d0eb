import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { listQuery } from '../lib/filter.ts'
import { idInPath, nullable, text } from '../lib/wire.ts'

export const CriterionWords = Type.Partial(
  Type.Object({
    criteriaName: Type.String({ maxLength: 500, pattern: '\\S' }),
    description: nullable(text(20_000)),
    scale: Type.Array(text(2000), {
      minItems: 2,
      maxItems: 10,
      description: 'Anchors, one text per level, lowest first',
    }),
    archived: Type.Boolean(),
  }),
)

export const WireCriterion = Type.Object({
  id: Type.Integer(),
  ratingCriteriaId: Type.Integer(),
  criteriaName: Type.String(),
  description: nullable(Type.String()),
  scale: Type.Array(Type.String()),
  archived: Type.Boolean(),
  companyId: Type.Integer(),
  createdAt: Type.String(),
  updatedAt: Type.String(),
})

const about = { section: 'Ratings', access: 'user', model: 'RatingCriteria' } as const

export const listCriteria = endpoint({
  ...about,
  method: 'GET',
  path: '/room/v1/rating-criteria',
  summary: 'List Rating Criteria',
  query: listQuery,
  reply: Type.Array(WireCriterion),
})

export const createCriterion = endpoint({
  ...about,
  method: 'POST',
  path: '/room/v1/rating-criteria',
  summary: 'Create Rating Criteria',
  about: 'Without a word it has five levels, Poor to Excellent.',
  body: CriterionWords,
  reply: WireCriterion,
})

export const editCriterion = endpoint({
  ...about,
  method: 'PATCH',
  path: '/room/v1/rating-criteria/:id',
  summary: 'Edit Rating Criteria',
  params: Type.Object({ id: idInPath }),
  body: CriterionWords,
  reply: WireCriterion,
})
