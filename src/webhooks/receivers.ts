import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A receiver that is not to be spoken to; the message says why. */
export class ReceiverRefused extends Error {}

export type Address = { address: string; family: number }
export type Receiving = {
  /** Hosts the operator has named: they may be in a private network. */
  allowedHosts: ReadonlySet<string>
  /** Where a name leads now. */
  resolve: (host: string) => Promise<Address[]>
}

/**
 * Public names are asked for by c-ares: the system's own look-up keeps a thread while it waits, of the four that files need
 * too, and somebody's slow name server must not keep a recording from being written. A host the operator has named may stand
 * in /etc/hosts, and is asked for as everybody does.
 */
export function receivingFrom(allowedHosts: ReadonlySet<string>): Receiving {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const ask = async (host: string): Promise<Address[]> => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const addresses = [...listed(four, 4), ...listed(six, 6)]
    if (addresses.length > 0) return addresses
    const { code } = (four as PromiseRejectedResult).reason as { code: string }
    const isUnknown = code === 'ENOTFOUND' || code === 'ENODATA'
    throw Object.assign(new Error(`${host} was not found`), { code: isUnknown ? 'ENOTFOUND' : 'EAI_AGAIN' })
  }
  return {
    allowedHosts,
    resolve: (host) => (allowedHosts.has(host) ? lookup(host, { all: true, verbatim: true }) : ask(host)),
  }
}

const listed = (found: PromiseSettledResult<string[]>, family: number): Address[] =>
  found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : []

/**
 * What may be written down as a receiver: HTTPS to a name or a public address. The URL parser reads every spelling of an
 * address (`0x7f.1`, `2130706433`, `[::ffff:127.0.0.1]`) as the one it is. Hosts the operator has named may be reached by
 * HTTP and anywhere.
 */
export function refuseUnusable(url: string, { allowedHosts }: Receiving): URL {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new ReceiverRefused('is not an address that begins with https://')
  if (parsed.username || parsed.password)
    throw new ReceiverRefused('has a name or password in it: the signature shows who is calling')
  if (parsed.hash) throw new ReceiverRefused('has a fragment (#), which no server gets to see')
  const host = hostOf(parsed)
  if (allowedHosts.has(host)) return parsed
  if (parsed.protocol === 'http:') throw new ReceiverRefused('is not encrypted: it must begin with https://')
  if (isIP(host) || /(^|\.)localhost$/.test(host)) refusePrivate(host)
  return parsed
}

/** Where a name leads now. One address that is not public is enough to refuse all: nobody has that by chance. */
export async function addressesOf(host: string, { allowedHosts, resolve }: Receiving): Promise<Address[]> {
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host)
  if (!allowedHosts.has(host)) for (const { address } of addresses) refusePrivate(address)
  return addresses
}

/** Without the brackets of an IPv6 address, and the dot that may end a name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/**
 * Everything but the public internet: this machine, private and link-local networks (where clouds keep their metadata),
 * and what wraps an IPv4 address in an IPv6 one, by which all of those could be reached too.
 */
function refusePrivate(address: string): void {
  if (!isPublic(address)) throw new ReceiverRefused('leads into a private network')
}

function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6 only 2000::/3 is given out as public; `::7f00:1` is an old spelling of 127.0.0.1.
  return parsed.kind() === 'ipv4' || ((parsed as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1
}
