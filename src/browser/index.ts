import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Answer, type Door } from '../lib/door.ts'
import type { Feature } from '../lib/feature.ts'
import { unknown } from '../lib/problem.ts'
import { getAsset, getDashboard, getIcon } from './contract.ts'
import { pageFor } from './page.ts'

const folder = join(import.meta.dirname, '../../dist/assets')

const icon = readFileSync(new URL('./ui/icon.svg', import.meta.url), 'utf8')

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
    door.on(getDashboard, async () => pageFor('src/browser/dashboard.tsx', { frames: true }))

    door.on(
      getIcon,
      async () => new Answer(200, icon, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
    )

    door.on(getAsset, async (_, { params: { name }, headers }) => {
      const isSmall = isText(name) && /\bgzip\b/.test(String(headers['accept-encoding']))
      return new Answer(200, await (isSmall ? readSmall(name) : read(name)), {
        'content-type': types[extname(name)] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(isSmall && { 'content-encoding': 'gzip' }),
      })
    })
  },
}

const isText = (name: string) => ['.js', '.css', '.svg'].includes(extname(name))

const read = (name: string): Promise<Buffer> =>
  readFile(join(folder, name)).catch(() => {
    throw unknown('Asset', name)
  })

const small = new Map<string, Buffer>()

/** Made small once: there are a dozen of them, and they never change. */
async function readSmall(name: string): Promise<Buffer> {
  const known = small.get(name)
  if (known) return known
  const made = await promisify(gzip)(await read(name), { level: 9 })
  small.set(name, made)
  return made
}
