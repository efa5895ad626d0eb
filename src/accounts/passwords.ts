import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'

/** Algorithm.Argon2id: the package declares it as a const enum, which does not exist at run time. */
const argon2id = 2

/** OWASP's first choice for argon2id: 19 MiB, two passes. About 10 ms a hash. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

let free = availableParallelism()
const waiting: (() => void)[] = []

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost))

/**
 * Whether the password is the one the hash was made of. Without a hash it spends the same time and says no, so that
 * an unknown address cannot be told from a wrong password.
 */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const right = await verify(hashed ?? (await nobodys), password)
  return right && hashed !== undefined
}

const nobodys = hashPassword('of nobody')

/** No more hashes at once than there are cores: more would only wait for each other, with 19 MiB in hand. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
  else free -= 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}
