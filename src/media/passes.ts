import { timingSafeEqual } from 'node:crypto'
import type { World } from '../lib/context.ts'

/**
 * A pass stands where a header cannot, in the address of a <video>: made for one subject, bound to what must still be
 * true of it, good for some hours and worthless after. Rounded to the hour, so that an address asked for twice is the
 * same and a browser keeps what it has.
 */
export type Pass = { subject: string; until: number; mac: Buffer }

type Kind = 'share' | 'own take'
type Issuer = Pick<World, 'vault' | 'now'>

const hourMs = 3_600_000
const lifetimeHours = { share: 12, 'own take': 2 } satisfies Record<Kind, number>

export function issuePass({ vault, now }: Issuer, kind: Kind, subject: string, bound: string): string {
  const until = Math.ceil(now().getTime() / hourMs) + lifetimeHours[kind]
  return `${subject}.${until.toString(36)}.${vault.sign(signed(kind, subject, until, bound)).toString('base64url')}`
}

/** What a pass claims; nothing of it is true before isGenuine says so. */
export function readPass(text: unknown): Pass | undefined {
  const [, subject, until, mac] = /^([\w-]{1,100})\.([0-9a-z]{1,8})\.([\w-]{43})$/.exec(String(text)) ?? []
  if (!subject || !until || !mac) return undefined
  return { subject, until: Number.parseInt(until, 36), mac: Buffer.from(mac, 'base64url') }
}

export function isGenuine({ vault, now }: Issuer, kind: Kind, { subject, until, mac }: Pass, bound: string): boolean {
  const right = vault.sign(signed(kind, subject, until, bound))
  return timingSafeEqual(right, mac) && now().getTime() < until * hourMs
}

const signed = (kind: Kind, subject: string, until: number, bound: string) =>
  JSON.stringify([kind, subject, until, bound])
