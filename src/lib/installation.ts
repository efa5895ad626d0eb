import type { Database } from './database.ts'
import { StartUpError } from './start-up-error.ts'
import type { Vault } from './vault.ts'

/** Refuses to start with another master key than the data was encrypted under: new data would be lost with it. */
export async function refuseOtherKey(database: Database, vault: Vault) {
  const { system } = database
  // Of several that start together on an empty database, one says the key, and the others are held to it.
  await system
    .insertInto('installation')
    .values({ keyCheck: vault.fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { keyCheck } = await system.selectFrom('installation').select('keyCheck').executeTakeFirstOrThrow()
  if (keyCheck.equals(vault.fingerprint)) return
  throw new StartUpError(
    'This data was encrypted under another master key: bring back its secret.key, or set SECRET_KEY to the one it was made with.',
  )
}
