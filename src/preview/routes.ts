import { pageFor } from '../browser/page.ts'
import type { Door } from '../lib/door.ts'
import { writeMoment } from '../lib/wire.ts'
import { getPreview, getPreviewPage } from './contract.ts'
import { preview } from './preview.ts'

export function routes(door: Door) {
  door.on(getPreview, async (ctx, { params }) => {
    const { startsAt, expiresAt, ...shown } = await preview(ctx, Number(params.id))
    return { ...shown, startsAt: writeMoment(startsAt), expiresAt: writeMoment(expiresAt) }
  })
  door.on(getPreviewPage, async () => pageFor('src/browser/preview.tsx', { framed: true, devices: false }))
}
