import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as companies from './accounts/companies.ts'
import type { App } from './app.ts'
import type { Config } from './lib/config.ts'

/** The last lines of a start: where it is, and at the very first, the sign-in and what to do next. */
export async function welcome({ world }: App, config: Config): Promise<string[]> {
  const address = `Greenroom is ready at ${world.publicUrl}  (API docs: ${world.publicUrl}/docs)`
  const path = join(config.dataDir, 'first-run.json')
  const owner = {
    name: 'My company',
    email: config.adminEmail ?? 'owner@greenroom.local',
    password: config.adminPassword ?? randomBytes(12).toString('base64url'),
  }
  const made = await companies.createFirst(world, owner, (first) => write(path, JSON.stringify(first)))
  if (!made) return [address, ...(existsSync(path) ? [`Sign-in of the first run: ${path}`] : [])]
  return [
    address,
    '',
    'First run: your company and its owner were made.',
    `  E-mail    ${made.email}`,
    `  Password  ${made.password}`,
    `  API key   ${made.apiKey}`,
    `They also stand in ${path}: keep it safe, or delete it once you have noted them.`,
    '',
    'Next, get a token for the API:',
    `  curl -X POST ${made.url}/room/v1/token -H 'Content-Type: application/json' \\`,
    `    -H 'x-api-key: ${made.apiKey}' -d '${JSON.stringify({ email: made.email, password: made.password })}'`,
  ]
}

/** Written before the company is kept: an owner whose password nobody has would lock everyone out. */
async function write(path: string, content: string) {
  await mkdir(join(path, '..'), { recursive: true })
  const file = await open(`${path}.part`, 'w', 0o600)
  await file.writeFile(`${content}\n`)
  await file.sync()
  await file.close()
  await rename(`${path}.part`, path)
}
