import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { World } from '../lib/context.ts'
import { openText, seal } from '../lib/vault.ts'

/** A secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

const purpose = 'webhook'

export const sealSecret = ({ vault }: World, companyId: number, secret: string): Buffer =>
  seal(vault.companyKey(companyId, purpose), Buffer.from(secret), purpose)

const openSecret = ({ vault }: World, companyId: number, sealed: Buffer): string =>
  openText(vault.companyKey(companyId, purpose), sealed, purpose)

/** Which secrets sign now: after a change both, until the former's time is over. */
export type Secrets = { secret: Buffer; formerSecret: Buffer | null; formerUntil: Date | null }

/**
 * The headers of one attempt (Standard Webhooks 1.0.0). The id is the delivery's, the same at every attempt; the time is the
 * attempt's, which receivers hold against their own clock.
 */
export function signedHeaders(
  world: World,
  companyId: number,
  { secret, formerSecret, formerUntil }: Secrets,
  id: string,
  payload: string,
): Record<string, string> {
  const now = world.now()
  const sealed = formerSecret && formerUntil && formerUntil > now ? [secret, formerSecret] : [secret]
  const signatures = sealed.map((one) => new Webhook(openSecret(world, companyId, one)).sign(id, now, payload))
  return {
    'content-type': 'application/json',
    'user-agent': 'Greenroom-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
