import { Answer, type Door } from '../lib/door.ts'
import { addPicture, getPicture } from './contract.ts'
import * as pictures from './pictures.ts'

export function routes(door: Door) {
  door.on(addPicture, (ctx, { bytes }) => pictures.add(ctx, bytes))

  door.on(getPicture, async (world, { params }) => {
    const { type, content } = await pictures.read(world, params.id)
    // A letter shows it in a mail program, which is another origin.
    return new Answer(200, content, {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })
}
