import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

const ivBytes = 16
const tagBytes = 16

/** What a derived key is for. Two purposes never share a key. */
export type Purpose = 'personal' | 'media' | 'answer' | 'link' | 'review'

/** The keys of one installation: everything under the master key, which never enters the database. */
export type Vault = ReturnType<typeof createVault>

/**
 * Opens the vault on a master secret (any 32 bytes or more).
 * Keys stay KeyObjects throughout: Node copies a raw Buffer's key schedule at every use, four times slower.
 */
export function createVault(secret: string | Buffer) {
  const master = createSecretKey(Buffer.from(secret))
  const wrapping = derive(master, 'wrap data keys')
  const lookups = derive(master, 'look-up')
  const signing = derive(master, 'sign api keys')
  const passes = derive(master, 'sign passes')
  const unwrapOnce = (companyId: number, wrapped: Buffer) => createSecretKey(open(wrapping, wrapped, String(companyId)))
  return {
    /** The HS256 key of the API keys we issue. */
    signing,
    /** Signs the passes that let a player fetch. */
    sign: (text: string) => createHmac('sha256', passes).update(text).digest(),
    /** Tells this master key from another without revealing it. */
    fingerprint: createHmac('sha256', derive(master, 'fingerprint')).update('greenroom').digest(),
    /** Wraps a candidate's data key for one company: another company's row cannot be swapped in. */
    wrap: (companyId: number, key: KeyObject) => seal(wrapping, key.export(), String(companyId)),
    /** Undoes wrap. Throws when the wrapped key was altered or belongs to another company or master key. */
    unwrap: remembering(unwrapOnce),
    /** The same for one look at very many: what is remembered for others is not pushed out. */
    unwrapOnce,
    /** A company's own key for what is sealed but of no candidate, such as the secrets of its webhooks. */
    companyKey: (companyId: number, purpose: 'webhook') => derive(master, `${purpose} of company ${companyId}`),
    /** A keyed hash for finding what is only stored encrypted: equal within a company, unrelated across them. */
    lookup: (companyId: number, text: string) =>
      createHmac('sha256', lookups).update(`${companyId}\0`).update(text).digest(),
  }
}

/** As many as a few busy lists show; each is some hundred bytes. */
const mostRemembered = 10_000

/**
 * Remembers the keys last unwrapped: unwrapping and deriving cost six times the decryption they serve. Looked up by
 * the whole wrapped key, which is read from the database each time: an erased one is never asked for again.
 */
function remembering(unwrap: (companyId: number, wrapped: Buffer) => KeyObject) {
  const known = new Map<string, KeyObject>()
  return (companyId: number, wrapped: Buffer): KeyObject => {
    const name = `${companyId} ${wrapped.toString('latin1')}`
    const kept = known.get(name)
    if (kept) return kept
    const key = unwrap(companyId, wrapped)
    for (const oldest of known.keys()) {
      if (known.size < mostRemembered) break
      known.delete(oldest)
    }
    known.set(name, key)
    return key
  }
}

/** A fresh data key of 256 bits, one per candidate. Destroying it is erasing the candidate. */
export const newDataKey = (): KeyObject => createSecretKey(randomBytes(32))

/** The key of one purpose under a data key (HKDF-SHA-256, RFC 5869). */
export function keyFor(dataKey: KeyObject, purpose: Purpose): KeyObject {
  const derived = derivedOf.get(dataKey) ?? {}
  derivedOf.set(dataKey, derived)
  derived[purpose] ??= derive(dataKey, purpose)
  return derived[purpose]
}

/** Lives exactly as long as the data key it was derived from. */
const derivedOf = new WeakMap<KeyObject, Partial<Record<Purpose, KeyObject>>>()

/** Encrypts with AES-256-GCM: a fresh 16-byte IV, the ciphertext, the 16-byte tag. */
export function seal(key: KeyObject, plain: Uint8Array, context = ''): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  if (context) cipher.setAAD(Buffer.from(context))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Decrypts what seal made; throws when a single bit or the context differs. */
export function open(key: KeyObject, sealed: Buffer, context = ''): Buffer {
  const { decipher, cipherText } = opening(key, sealed, context)
  return Buffer.concat([decipher.update(cipherText), decipher.final()])
}

/** The same for text, without the bytes in between. */
export function openText(key: KeyObject, sealed: Buffer, context = ''): string {
  const { decipher, cipherText } = opening(key, sealed, context)
  return decipher.update(cipherText, undefined, 'utf8') + decipher.final('utf8')
}

function opening(key: KeyObject, sealed: Buffer, context: string) {
  const iv = sealed.subarray(0, ivBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  if (context) decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  return { decipher, cipherText: sealed.subarray(ivBytes, sealed.length - tagBytes) }
}

/** The IV a sealed envelope carries in the open, in hexadecimal: the API shows a candidate's as `profile.iv`. */
export const ivOf = (sealed: Buffer): string => sealed.toString('hex', 0, ivBytes)

function derive(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `greenroom ${purpose}`, 32)))
}
