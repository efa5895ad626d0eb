import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { StartUpError } from './start-up-error.ts'

/**
 * The port to listen on, known before anything is made: a first run writes the address down, and one whose port is taken
 * must leave nothing behind. For 0 it is the one the system chooses.
 */
export async function settlePort({ host, port }: { host: string; port: number }): Promise<number> {
  const trial = createServer().listen({ host, port })
  await once(trial, 'listening').catch(refuseUnusable)
  const settled = (trial.address() as AddressInfo).port
  trial.close()
  await once(trial, 'close')
  return settled
}

/** Says in a sentence why we cannot listen there. */
export function refuseUnusable(error: NodeJS.ErrnoException): never {
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') throw new StartUpError(`Port ${port} is taken: stop what uses it, or set PORT to another.`)
  if (code === 'EACCES') throw new StartUpError(`Port ${port} needs more rights: set PORT to one above 1023.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL')
    throw new StartUpError('HOST is not an address of this machine.')
  throw error
}
