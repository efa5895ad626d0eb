import { ImapFlow } from 'imapflow'
import type { World } from '../lib/context.ts'
import { aloneWith } from './alone.ts'
import { StillLeaving } from './bounces.ts'
import { receive } from './receive.ts'
import { mostBytes } from './report.ts'

/** As many as one round reads; what is beyond waits for the next. */
const mostAtOnce = 200

/**
 * Reads what came to the mailbox of BOUNCE_IMAP_URL since the last round, and marks it as read, so that a person can still look
 * at it. One process does at a time. What could not be noted stays unread, and is tried again.
 */
export async function readMailbox(world: World): Promise<number> {
  const { bounceMailbox } = world
  if (bounceMailbox === undefined) return 0
  return (await aloneWith(world, 'bounce mailbox', () => visit(world, bounceMailbox))) ?? 0
}

async function visit(world: World, url: string): Promise<number> {
  return await inMailbox(url, async (client, unread) => {
    const now = unread.slice(0, mostAtOnce)
    for (const uid of now) {
      await readOne(world, client, String(uid)).catch((error) => {
        if (!(error instanceof StillLeaving)) throw error
      })
    }
    return now.length
  })
}

/** One about a letter that is still leaving is left for the next round. */
async function readOne(world: World, client: ImapFlow, uid: string): Promise<void> {
  const found = await client.fetchOne(uid, { size: true }, { uid: true })
  if (found && (found.size ?? 0) <= mostBytes) {
    const whole = await client.fetchOne(uid, { source: true }, { uid: true })
    if (whole) await receive(world, whole.source ?? Buffer.alloc(0))
  }
  await client.messageFlagsAdd(uid, ['\\Seen'], { uid: true })
}

/** Opens the mailbox, for whoever wants to know whether that can be done; says how many messages are unread. */
export const tryMailbox = (url: string): Promise<number> => inMailbox(url, async (_, unread) => unread.length)

async function inMailbox<T>(url: string, work: (client: ImapFlow, unread: number[]) => Promise<T>): Promise<T> {
  const { client, folder } = mailboxAt(url)
  await client.connect().catch(inWords)
  try {
    await client.mailboxOpen(folder).catch(inWords)
    return await work(client, (await client.search({ seen: false }, { uid: true })) || [])
  } finally {
    await client.logout().catch(() => client.close())
  }
}

/** What the server said is in a field of its own, beside the command that we sent; only the first is for logs. */
function inWords(error: Error & { responseText?: string; code?: string }): never {
  throw new Error(error.responseText ?? error.code ?? error.message)
}

/** `imaps://user:password@host/INBOX`; with `imap:` TLS begins once connected, where the server can. */
function mailboxAt(url: string) {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const secure = protocol === 'imaps:'
  const client = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
  })
  // A connection that breaks is told by the command under way.
  client.on('error', () => undefined)
  return { client, folder: decodeURIComponent(pathname.slice(1)) || 'INBOX' }
}
