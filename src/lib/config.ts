import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { StartUpError } from './start-up-error.ts'

type Setting = { schema: Type.TSchema; default?: string | undefined; about: string; secret?: boolean }

const setting = (schema: Type.TSchema, given: Omit<Setting, 'schema'>): Setting => ({ schema, ...given })
const text = Type.String({ minLength: 1 })

/** Every setting there is. `docs/configuration.md` is printed from this table; each also works as NAME_FILE. */
export const settings = {
  PORT: setting(Type.String({ pattern: '^\\d{1,5}$' }), {
    default: '3000',
    about: 'Port to listen on; 0 lets the system choose.',
  }),
  HOST: setting(text, {
    default: '127.0.0.1',
    about: 'Address to listen on. 0.0.0.0 opens it to the network: put a proxy with TLS in front.',
  }),
  DATA_DIR: setting(text, {
    default: './data',
    about: 'Folder of everything Greenroom keeps: database, recordings, letters, the master key.',
  }),
  PUBLIC_URL: setting(Type.String({ pattern: '^https?://[^\\s/]+(/[^\\s]*)?$' }), {
    about:
      'Origin used in the links we send, such as https://interviews.example.com. Default: http://HOST:PORT, localhost where HOST stands for all addresses.',
  }),
  DATABASE_URL: setting(Type.String({ pattern: '^postgres(ql)?://\\S*$' }), {
    about: 'A PostgreSQL 15 or later of your own. Default: the embedded one, in DATA_DIR/postgres.',
    secret: true,
  }),
  S3_ENDPOINT: setting(Type.String({ pattern: '^https?://[^\\s/]+/?$' }), {
    about:
      'Where a store that speaks S3 is reached, such as https://s3.eu-central-1.amazonaws.com. With a bucket, a key and its secret, recordings are kept there. Default: in DATA_DIR/media.',
  }),
  S3_BUCKET: setting(text, { about: 'The bucket of the recordings: one of its own, for it is listed and tidied.' }),
  S3_REGION: setting(text, { default: 'us-east-1', about: "The bucket's region, where the store has any." }),
  S3_ACCESS_KEY_ID: setting(text, { about: 'A key that may list the bucket, and read, write and remove its objects.' }),
  S3_SECRET_ACCESS_KEY: setting(text, { about: "The key's secret.", secret: true }),
  MEDIA_LIMIT_GB: setting(Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,3})?$' }), {
    default: '0',
    about:
      'How many gigabytes of recordings and files a company may keep; what is beyond waits in the browsers of its candidates. 0 sets no limit.',
  }),
  SMTP_URL: setting(Type.String({ pattern: '^smtps?://[^\\s/]+(/\\S*)?$' }), {
    about:
      'Where letters leave, such as smtp://user:password@mail.example.com:587. Default: .eml files in DATA_DIR/mail.',
    secret: true,
  }),
  MAIL_FROM: setting(Type.String({ pattern: '^[^@\\r\\n]*[^@<\\s]@[^@>\\s]+>?$' }), {
    default: 'Greenroom <greenroom@localhost>',
    about:
      "Sender of our letters: an address, or a name and <address>. Letters to candidates bear their company's name before the address.",
  }),
  WEBHOOK_ALLOW_PRIVATE_HOSTS: setting(Type.String({ pattern: '^[^\\s,/]+(,[^\\s,/]+)*$' }), {
    about:
      'Hosts that webhooks may reach though they are in a private network, and by http too, such as ats.internal,10.0.0.5. Default: none; webhooks reach public addresses by https only.',
  }),
  MAIL_RETURN_PATH: setting(Type.String({ pattern: '^[^@<>\\s]+@[^@<>\\s]+$' }), {
    about: 'Address that letters come back to when they cannot be delivered. Default: the one of MAIL_FROM.',
  }),
  BOUNCE_PORT: setting(Type.String({ pattern: '^\\d{1,5}$' }), {
    about:
      'Port on HOST to take letters that come back on, by SMTP, for MAIL_RETURN_PATH alone. Your mail server passes them on to it. Default: none.',
  }),
  BOUNCE_IMAP_URL: setting(Type.String({ pattern: '^imaps?://[^\\s/@]+@[^\\s/@]+(/\\S*)?$' }), {
    about:
      'Mailbox of MAIL_RETURN_PATH, which is read every minute for letters that came back, such as imaps://user:password@mail.example.com/INBOX. Default: none.',
    secret: true,
  }),
  SECRET_KEY: setting(Type.String({ minLength: 32 }), {
    about:
      'The master key over all personal data, at least 32 characters. Default: made once in DATA_DIR/secret.key. Lost, the data is lost.',
    secret: true,
  }),
  ROLES: setting(Type.String({ pattern: '^(web|worker)(,(web|worker))?$' }), {
    default: 'web,worker',
    about:
      'What this process does: web answers requests, worker sends letters and prepares recordings; worker alone listens on no port.',
  }),
  ADMIN_EMAIL: setting(Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' }), {
    about: "First run: the owner's e-mail. Default: owner@greenroom.local.",
  }),
  ADMIN_PASSWORD: setting(Type.String({ minLength: 8 }), {
    about: "First run: the owner's password. Default: invented.",
    secret: true,
  }),
  LOG_LEVEL: setting(Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), {
    default: 'info',
    about: 'How much is logged. Never names, addresses or links.',
  }),
  FFMPEG_PATH: setting(text, {
    about:
      'Path of ffmpeg, which repairs damaged recordings and makes copies for old browsers; none to do without. Default: the one on the PATH, if there is one.',
  }),
  GREENROOM_PG_HOME: setting(text, {
    about:
      "Folder of another PostgreSQL 18's programs (with bin/postgres), such as the system's, to use for the embedded server.",
  }),
} satisfies Record<string, Setting>

/** Where we are reached when nobody says otherwise. An address that stands for all, or for this machine, is localhost. */
export const originOf = ({ host, port }: { host: string; port: number }): string =>
  `http://${['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`

type Name = keyof typeof settings
type Environment = Record<string, string | undefined>

export type Config = ReturnType<typeof readConfig>

/** Where recordings are kept. Drafts of a bucket's objects are made in the folder. */
export type MediaPlace =
  | { store: 'disk'; folder: string }
  | {
      store: 's3'
      folder: string
      endpoint: string
      bucket: string
      region: string
      accessKeyId: string
      secretAccessKey: string
    }

/** Reads and checks all settings at once. Throws a StartUpError that names every one that is wrong. */
export function readConfig(environment: Environment = process.env) {
  const wrong: string[] = []
  const get = (name: Name) => settingOf(name, environment, wrong)
  const host = get('HOST') ?? ''
  const port = Number(get('PORT'))
  const dataDir = resolve(get('DATA_DIR') ?? '')
  const config = {
    host,
    port,
    dataDir,
    media: mediaPlace(join(dataDir, 'media'), get, wrong),
    mediaLimitBytes: Number(get('MEDIA_LIMIT_GB')) * 1_000_000_000 || undefined,
    publicUrl: get('PUBLIC_URL')?.replace(/\/+$/, ''),
    databaseUrl: get('DATABASE_URL'),
    smtpUrl: get('SMTP_URL'),
    mailFrom: get('MAIL_FROM') ?? '',
    webhookPrivateHosts: new Set(get('WEBHOOK_ALLOW_PRIVATE_HOSTS')?.toLowerCase().split(',')),
    mailReturnPath: get('MAIL_RETURN_PATH'),
    bouncePort: portOf(get('BOUNCE_PORT')),
    bounceImapUrl: get('BOUNCE_IMAP_URL'),
    secretKey: get('SECRET_KEY'),
    roles: new Set((get('ROLES') ?? '').split(',') as ('web' | 'worker')[]),
    adminEmail: get('ADMIN_EMAIL'),
    adminPassword: get('ADMIN_PASSWORD'),
    logLevel: get('LOG_LEVEL') ?? 'info',
    ffmpegPath: get('FFMPEG_PATH'),
    pgHome: get('GREENROOM_PG_HOME'),
  }
  if (port > 65535) wrong.push('PORT must be at most 65535.')
  if ((config.bouncePort ?? 0) > 65535) wrong.push('BOUNCE_PORT must be at most 65535.')
  if (wrong.length > 0) throw new StartUpError(wrong.join('\n'))
  return config
}

const portOf = (given: string | undefined) => (given === undefined ? undefined : Number(given))

/** A bucket by all four of its settings, or none: with some of them nobody knows where recordings should go. */
function mediaPlace(folder: string, get: (name: Name) => string | undefined, wrong: string[]): MediaPlace {
  const given = {
    S3_ENDPOINT: get('S3_ENDPOINT'),
    S3_BUCKET: get('S3_BUCKET'),
    S3_ACCESS_KEY_ID: get('S3_ACCESS_KEY_ID'),
    S3_SECRET_ACCESS_KEY: get('S3_SECRET_ACCESS_KEY'),
  }
  const region = get('S3_REGION') ?? ''
  const {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secret,
  } = given
  if (endpoint && bucket && accessKeyId && secret) {
    return { store: 's3', folder, endpoint, bucket, region, accessKeyId, secretAccessKey: secret }
  }
  const names = Object.keys(given) as (keyof typeof given)[]
  const missing = names.filter((name) => !given[name])
  if (missing.length < names.length) {
    wrong.push(`${missing.join(', ')} missing: a bucket needs ${names.join(', ')}; DATA_DIR/media needs none of them.`)
  }
  return { store: 'disk', folder }
}

function settingOf(name: Name, environment: Environment, wrong: string[]): string | undefined {
  const declared: Setting = settings[name]
  const given = fromFile(name, environment, wrong) ?? (environment[name] || undefined)
  if (given === undefined) return declared.default
  if (Value.Check(declared.schema, given)) return given
  wrong.push(`${name}${declared.secret ? '' : `=${given}`} is not usable. ${declared.about}`)
  return undefined
}

function fromFile(name: Name, environment: Environment, wrong: string[]): string | undefined {
  const path = environment[`${name}_FILE`]
  if (!path) return undefined
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch {
    wrong.push(`${name}_FILE=${path} cannot be read.`)
    return undefined
  }
}
