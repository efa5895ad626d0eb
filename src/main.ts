import { openApp } from './app.ts'
import { readConfig } from './lib/config.ts'
import { refuseUnusable, settlePort } from './lib/port.ts'
import { StartUpError } from './lib/start-up-error.ts'
import { openStorage } from './lib/storage.ts'
import { welcome } from './welcome.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

try {
  const config = readConfig()
  const answers = config.roles.has('web')
  if (answers) config.port = await settlePort(config)
  const storage = await openStorage(config, say)
  const app = await openApp(config, storage.connection)
  const lines = answers
    ? await welcome(app, config)
    : ['Greenroom is at work: it sends letters and prepares recordings.']
  if (answers) await app.http.listen({ host: config.host, port: config.port }).catch(refuseUnusable)
  for (const line of lines) process.stdout.write(`${line}\n`)

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      // A request that will not end must not hold the rest: ten seconds, then we go.
      setTimeout(() => process.exit(1), 10_000).unref()
      await app.close()
      await storage.close()
      process.exit(0)
    })
  }
} catch (error) {
  if (!(error instanceof StartUpError)) throw error
  say(error.message)
  process.exit(1)
}
