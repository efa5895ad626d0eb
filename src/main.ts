import { openApp } from './app.ts'
import { readConfig } from './lib/config.ts'
import { StartUpError } from './lib/start-up-error.ts'
import { openStorage } from './lib/storage.ts'
import { welcome } from './welcome.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

try {
  const config = readConfig()
  const storage = await openStorage(config, say)
  const app = await openApp(config, storage.connection)
  const lines = await welcome(app, config)
  await app.http.listen({ host: config.host, port: config.port }).catch(refuseTakenPort)
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

function refuseTakenPort(error: NodeJS.ErrnoException): never {
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') throw new StartUpError(`Port ${port} is taken: stop what uses it, or set PORT to another.`)
  if (code === 'EACCES') throw new StartUpError(`Port ${port} needs more rights: set PORT to one above 1023.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    throw new StartUpError('HOST is not an address of this machine.')
  throw error
}
