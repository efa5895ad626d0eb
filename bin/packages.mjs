import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from './lock.mjs'
import { npm, reasonOf } from './npm.mjs'
import { root, Sorry } from './terminal.mjs'

/** Installs what package-lock.json names, unless it is there; without `dev`, what only building and testing needs may be missing. */
export async function installPackages({ dev }) {
  if (isInstalled(dev)) return
  await once(async () => {
    if (isInstalled(dev)) return
    const { ok, output } = await npm('Installing packages (some 300 MB)', ['ci', '--include=dev'])
    if (!ok) throw new Sorry(`The packages could not be installed: ${reasonOf(output)}.`)
  })
}

/** npm writes what it installed into node_modules when it is through, so a killed install counts as none. */
function isInstalled(dev) {
  const installed = packagesIn(join('node_modules', '.package-lock.json'))
  return Object.entries(packagesIn('package-lock.json')).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '' || (wanted.dev && !dev)) return true
    return found ? found.version === wanted.version : Boolean(wanted.optional)
  })
}

function packagesIn(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}
