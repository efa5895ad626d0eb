import type { Database } from './database.ts'
import { StartUpError } from './start-up-error.ts'
import type { Vault } from './vault.ts'

/** Refuses to start with another master key than the data was encrypted under: new data would be lost with it. */
export async function refuseOtherKey(database: Database, vault: Vault) {
  const known = await database.system.selectFrom('installation').select('keyCheck').executeTakeFirst()
  if (!known) {
    await database.system
      .insertInto('installation')
      .values({ keyCheck: vault.fingerprint })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  } else if (!known.keyCheck.equals(vault.fingerprint)) {
    throw new StartUpError(
      'This data was encrypted under another master key: bring back its secret.key, or set SECRET_KEY to the one it was made with.',
    )
  }
}
