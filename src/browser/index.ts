import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Answer, type Door } from '../lib/door.ts'
import type { Feature } from '../lib/feature.ts'
import { unknown } from '../lib/problem.ts'
import { getAsset } from './contract.ts'

const folder = join(import.meta.dirname, '../../dist/assets')

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** What vite built. A name holds the hash of its content, so a browser may keep it for ever. */
export const browser: Feature = {
  name: 'browser',
  routes(door: Door) {
    door.on(getAsset, async (_, { params: { name } }) => {
      const content = await readFile(join(folder, name)).catch(() => {
        throw unknown('Asset', name)
      })
      return new Answer(200, content, {
        'content-type': types[extname(name)] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      })
    })
  },
}
