import { Type } from 'typebox'
import { job } from '../lib/jobs.ts'
import { prepare, prepareCopy } from './prepare.ts'

/** Longer than the longest remux may take; twenty retries outlast a disk that is full over night. */
export const remuxSegment = job({
  name: 'media.remux',
  payload: Type.Object({ segmentId: Type.String() }),
  retries: 20,
  expiresSeconds: 900,
  atOnce: 2,
  run: (ctx, { segmentId }) => prepare(ctx, segmentId),
})

/** One at a time, at the lowest priority: nobody's recording waits for another's copy. */
export const copySegment = job({
  name: 'media.copy',
  payload: Type.Object({ segmentId: Type.String() }),
  retries: 5,
  expiresSeconds: 7200,
  atOnce: 1,
  run: (ctx, { segmentId }) => prepareCopy(ctx, segmentId, 'mp4'),
})

/** Nothing is encoded: it takes no longer than making a recording playable. */
export const soundOfSegment = job({
  name: 'media.sound',
  payload: Type.Object({ segmentId: Type.String() }),
  retries: 5,
  expiresSeconds: 900,
  atOnce: 2,
  run: (ctx, { segmentId }) => prepareCopy(ctx, segmentId, 'sound'),
})
