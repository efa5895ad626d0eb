import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { uuid } from '../lib/wire.ts'

/** A banner is some hundred kilobytes. */
const pictureLimit = 1024 * 1024

export const addPicture = endpoint({
  section: 'Pictures',
  access: 'user',
  method: 'POST',
  path: '/room/v1/pictures',
  summary: 'Upload a logo or banner',
  about:
    'PNG, JPEG or WebP of up to 1 MB and 4000 pixels a side, sent as application/octet-stream. The path it answers is what companyBanner takes.',
  model: 'Picture',
  rawBodyBytes: pictureLimit,
  reply: Type.Object({
    path: Type.String(),
    type: Type.String(),
    width: Type.Integer(),
    height: Type.Integer(),
  }),
  also: { 413: 'Larger than 1 MB', 415: 'Not application/octet-stream', 422: 'Not such a picture' },
})

export const getPicture = endpoint({
  section: 'Pictures',
  access: 'open',
  method: 'GET',
  path: '/pictures/:id',
  summary: 'A logo or banner',
  model: 'Picture',
  params: Type.Object({ id: uuid }),
  produces: 'image/png',
  reply: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }),
})
