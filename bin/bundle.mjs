import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from './lock.mjs'
import { root, Sorry, step } from './terminal.mjs'

const stamp = join(root, 'dist', '.made-from')

/** Whether the browser's code in `dist` was made from the sources as they are. */
export function isBundled() {
  if (!existsSync(join(root, 'vite.config.ts'))) return true
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources()
}

export async function buildBundle(nodePath) {
  await once(async () => {
    if (isBundled()) return
    const hash = hashOfSources()
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const { ok, output } = await step('Building the pages', nodePath, [vite, 'build'])
    if (!ok) throw new Sorry(`The pages could not be built:\n${output}`)
    writeFileSync(stamp, hash)
  })
}

/** Contents, not times: a checkout gives every file a new time. */
function hashOfSources() {
  const hash = createHash('sha256')
  for (const file of ['vite.config.ts', 'package-lock.json', ...sources()]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function sources() {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort()
}
