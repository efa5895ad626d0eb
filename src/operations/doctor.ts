import { readFile, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import type pg from 'pg'
import { tryMailbox } from '../bounces/mailbox.ts'
import type { House } from '../lib/command.ts'
import type { Config } from '../lib/config.ts'
import { addressIn } from '../lib/mail.ts'
import { pendingMigrations } from '../lib/migrate.ts'
import { makeDataDir } from '../lib/postgres/data-dir.ts'
import { createVault } from '../lib/vault.ts'
import { diskStore } from '../media/disk.ts'
import { openStore } from '../media/open.ts'
import { connected } from './connect.ts'

/** One thing looked at: in order, or what is wrong with it and what to do. */
export type Finding = { what: string; ok: boolean; says: string }

const gigabyte = 1024 ** 3

/** Looks at everything a Greenroom stands on. One thing that is broken does not keep it from looking at the rest. */
export async function examine(house: House): Promise<Finding[]> {
  const { config } = house
  return [
    await look('Data folder', () => folder(config)),
    await look('Disk space', () => diskSpace(config)),
    await look('Recordings', () => recordings(config)),
    await look('Master key', () => keyFile(config)),
    ...(await database(house)),
    await look('Mail', () => mail(config)),
    await look('Bounces', () => bounces(config)),
    await look('Address', () => address(config)),
  ]
}

async function look(what: string, at: () => Promise<string> | string): Promise<Finding> {
  try {
    return { what, ok: true, says: await at() }
  } catch (error) {
    return { what, ok: false, says: error instanceof Error ? error.message : String(error) }
  }
}

function folder({ dataDir }: Config): string {
  makeDataDir(dataDir)
  return `${dataDir} can be written to`
}

async function diskSpace({ dataDir, media }: Config): Promise<string> {
  const { bavail, bsize } = await statfs(dataDir)
  const free = (bavail * bsize) / gigabyte
  const interviews = `recordings, some ${Math.floor((free * 1024) / 45)} interviews`
  const says = `${free.toFixed(1)} GB are free for ${media.store === 'disk' ? interviews : 'the database and for drafts'}`
  if (free < 2) throw new Error(`${says}: make room, or move DATA_DIR to a larger disk`)
  return says
}

async function recordings({ media }: Config): Promise<string> {
  await openStore(media)
  if (media.store === 'disk') return `are kept in ${media.folder}`
  for await (const _ of diskStore(media.folder).list('')) {
    throw new Error(
      `${media.folder} holds recordings from before the bucket: copy them there, then move the folder away`,
    )
  }
  return `the bucket ${media.bucket} at ${media.endpoint} can be listed, read and written`
}

async function keyFile({ dataDir, secretKey }: Config): Promise<string> {
  if (secretKey) return 'SECRET_KEY is set'
  const path = join(dataDir, 'secret.key')
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'none yet; the first start makes one'
  if (found.mode & 0o077) throw new Error(`${path} can be read by others: chmod 600 it`)
  return `${path}; no back-up holds it, so keep a copy elsewhere`
}

/** All that needs a connection; without one there is a single finding. */
async function database(house: House): Promise<Finding[]> {
  try {
    const { connection } = await house.storage()
    return await connected(connection, async (client) => [
      await look('Database', () => server(client)),
      await look('Migrations', () => migrations(client)),
      await look('Encryption', () => encryption(client, house.config)),
      await look('Clock', () => clock(client)),
      await look('Room for companies', () => room(client, house.config)),
    ])
  } catch (error) {
    return [{ what: 'Database', ok: false, says: error instanceof Error ? error.message : String(error) }]
  }
}

async function server(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as full_page_writes, pg_size_pretty(pg_database_size(current_database())) as size`,
  )
  const { version, fsync, full_page_writes, size } = rows[0]
  if (fsync !== 'on' || full_page_writes !== 'on') {
    throw new Error('runs without fsync or full_page_writes: a power cut would lose data. Switch both on')
  }
  return `PostgreSQL ${version}, ${size}`
}

async function migrations(client: pg.Client): Promise<string> {
  const { rows } = await client.query(`select to_regclass('migration') is not null as there`)
  if (!rows[0]?.there) return 'none yet; the first start makes the tables'
  const pending = await pendingMigrations(client)
  return pending.length === 0 ? 'all applied' : `${pending.join(', ')} will be applied at the next start`
}

async function encryption(client: pg.Client, { dataDir, secretKey }: Config): Promise<string> {
  const secret = secretKey ?? (await readFile(join(dataDir, 'secret.key'), 'utf8').catch(() => undefined))?.trim()
  const { rows } = await client.query(`select to_regclass('installation') is not null as there`)
  if (!rows[0]?.there) return 'nothing is encrypted yet'
  const known = (await client.query<{ key_check: Buffer }>('select key_check from installation')).rows[0]?.key_check
  if (!known) return 'nothing is encrypted yet'
  if (!secret) throw new Error(`${join(dataDir, 'secret.key')} is missing: bring it back, or nothing here can be read`)
  if (!createVault(secret).fingerprint.equals(known)) {
    throw new Error('this data was encrypted under another master key: bring back its secret.key or SECRET_KEY')
  }
  return 'the master key fits the data'
}

/** Deadlines and signatures live on time; with a database elsewhere there are two clocks. */
async function clock(client: pg.Client): Promise<string> {
  const before = Date.now()
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  const apart = Math.abs((rows[0]?.now.getTime() ?? 0) - (before + Date.now()) / 2)
  if (apart > 2000) throw new Error(`it is ${Math.round(apart / 1000)} s apart from the database's: synchronise both`)
  return `${new Date().toISOString()}, like the database's`
}

async function room(client: pg.Client, { mediaLimitBytes }: Config): Promise<string> {
  if (mediaLimitBytes === undefined) return 'no limit but the store; MEDIA_LIMIT_GB sets one'
  const { rows } = await client.query<{ id: number; share: number }>(
    `select company_id::int as id, round(sum(bytes) / $1::numeric * 100)::int as share from media_use
     group by company_id having sum(bytes) > $1::numeric * 0.9 order by share desc`,
    [mediaLimitBytes],
  )
  if (rows.length === 0) return `no company is near its ${mediaLimitBytes / 1e9} GB`
  const full = rows.map(({ id, share }) => `company ${id} has filled ${share} %`).join(', ')
  throw new Error(`${full} of MEDIA_LIMIT_GB=${mediaLimitBytes / 1e9}: raise it, or erase`)
}

async function mail({ smtpUrl, dataDir }: Config): Promise<string> {
  if (!smtpUrl) return `letters are written to ${join(dataDir, 'mail')}; set SMTP_URL to send them`
  const transport = nodemailer.createTransport(smtpUrl, {})
  Object.assign(transport.options, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000 })
  try {
    await transport.verify()
    return `${new URL(smtpUrl).hostname} takes our letters`
  } catch (error) {
    throw new Error(
      `${new URL(smtpUrl).hostname} does not: ${error instanceof Error ? error.message : error}. Check SMTP_URL`,
    )
  } finally {
    transport.close()
  }
}

/** Letters that come back unread are candidates who wait for a link that never came. */
async function bounces({ bouncePort, bounceImapUrl, mailFrom, mailReturnPath }: Config): Promise<string> {
  const address = mailReturnPath ?? addressIn(mailFrom)
  if (bouncePort === undefined && !bounceImapUrl)
    return 'letters that come back are not noticed; set BOUNCE_IMAP_URL or BOUNCE_PORT'
  if (/@localhost$/.test(address)) throw new Error(`no letter comes back to ${address}: set MAIL_RETURN_PATH`)
  if (!bounceImapUrl) return `port ${bouncePort} takes what comes back to ${address}, once a worker runs`
  const { hostname } = new URL(bounceImapUrl)
  const unread = await tryMailbox(bounceImapUrl).catch((error: Error) => {
    throw new Error(`${hostname} does not open the mailbox: ${error.message}. Check BOUNCE_IMAP_URL`)
  })
  return `the mailbox of ${address} at ${hostname} can be read; ${unread} unread`
}

function address({ publicUrl, host, port }: Config): string {
  if (!publicUrl && host === '127.0.0.1')
    return `http://localhost:${port}, for this machine only; set PUBLIC_URL for others`
  if (!publicUrl) throw new Error(`HOST is ${host}, but the links in letters need PUBLIC_URL`)
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new Error(
      `${publicUrl} is not https, and browsers give no camera to such a page: put a proxy with TLS in front`,
    )
  }
  return publicUrl
}
