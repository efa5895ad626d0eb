import { fork } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import pg from 'pg'
import { sampleLetter } from '../src/invitations/sample.ts'
import { createLetters, mostConnections } from '../src/lib/mail.ts'
import { socketDirOf } from '../src/lib/postgres/socket.ts'
import { cpuSeconds, memoryOf, type Server, startServer } from './server.ts'
import { fill } from './thousands.ts'

const many = 100_000
/** As one who works with it: so many requests a second, whatever the answers take. */
const asked = { connections: 4, overallRate: 40 }

/** 100,000 reminders due at one moment: found, queued and sent, while somebody goes on working with the API. */
export async function remindersBench() {
  const sink = await startSink()
  const server = await startServer({ SMTP_URL: sink.url })
  try {
    const alone = await byNodemailer(sink)
    const { page, db } = await prepare(server)
    const before = await answers(server, page, 10)
    await measure(server, sink, page, db, { alone, before })
    await db.end()
  } finally {
    await server.stop()
    sink.stop()
  }
}

type Sink = Awaited<ReturnType<typeof startSink>>

async function startSink() {
  const child = fork(join(import.meta.dirname, 'mail-sink.ts'))
  const [port] = await once(child, 'message')
  return {
    url: `smtp://127.0.0.1:${port}`,
    async taken(): Promise<number> {
      child.send('taken')
      return (await once(child, 'message'))[0] as number
    },
    stop: () => child.disconnect(),
  }
}

/** What the same mail server takes of the same letter, made once and sent again and again with nothing around it. */
async function byNodemailer({ url }: Sink): Promise<number> {
  const letters = createLetters({ smtpUrl: url, folder: '', from: 'a@example.com' })
  const world = { publicUrl: 'http://localhost', now: () => new Date() }
  const letter = sampleLetter(world, 'reminder', 'b@example.com', 'en')
  const count = 3000
  const began = performance.now()
  let sent = 0
  const lane = async () => {
    while (sent++ < count) await letters.send(letter)
  }
  await Promise.all(Array.from({ length: mostConnections }, lane))
  letters.close()
  return count / ((performance.now() - began) / 1000)
}

/** A hundred thousand people who were invited three days ago, where it is ten in the morning now. */
async function prepare(server: Server) {
  const given = { groupName: 'A hundred thousand', enableReminder: true, reminderInterval: 2, maxReminders: 1 }
  const { id } = await server.call('/room/v1/assessments', given)
  await fill(server, id, many)
  const host = socketDirOf(realpathSync(join(server.dataDir, 'postgres')))
  const options = '-c greenroom.company_id=system'
  const db = new pg.Client({ host, user: 'greenroom', database: 'greenroom', options })
  await db.connect()
  const east = 10 - new Date().getUTCHours()
  await db.query(`update company set time_zone = $1`, [`Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`])
  await db.query(`update interview set invited_at = now() - interval '3 days', max_reminders = 1`)
  await db.query('vacuum analyze interview')
  const filter = encodeURIComponent(JSON.stringify({ limit: 25 }))
  return { db, page: `${server.url}/room/v1/assessments/${id}/candidates?filter=${filter}` }
}

async function answers({ headers }: Server, url: string, seconds: number) {
  const { latency, non2xx, errors } = await autocannon({ url, headers, ...asked, duration: seconds })
  if (non2xx + errors > 0) throw new Error(`${non2xx} refusals and ${errors} errors`)
  return latency
}

async function measure(
  server: Server,
  sink: Sink,
  page: string,
  db: pg.Client,
  { alone, before }: { alone: number; before: autocannon.Histogram },
) {
  const dueIn = async () =>
    Number((await db.query('select count(*) from interview where next_reminder_at <= now()')).rows[0].count)
  const already = await sink.taken()
  const rss = memoryOf(server.pid).now
  const cpu = cpuSeconds(server.pid)
  await db.query(`update interview set next_reminder_at = now()`)
  while ((await dueIn()) === many) await sleep(100)
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  const during: autocannon.Histogram[] = []
  let highest = 0
  let queued = 0
  let sent = 0
  let isOver = false
  const asking = (async () => {
    while (!isOver) during.push(await answers(server, page, 10))
  })()
  while (sent < many) {
    await sleep(250)
    highest = Math.max(highest, memoryOf(server.pid).now)
    if (queued === 0 && (await dueIn()) === 0) queued = since()
    sent = (await sink.taken()) - already
  }
  const seconds = since()
  const cpuMs = ((cpuSeconds(server.pid) - cpu) / many) * 1000
  isOver = true
  await asking
  const n = (value: number) => Math.round(value).toLocaleString('en')
  const p99s = during.map(({ p99 }) => p99).sort((one, other) => one - other)
  const usual = p99s[Math.floor(p99s.length / 2)] ?? 0
  console.log(
    `queued in ${queued.toFixed(1)} s, sent in ${n(seconds)} s: ${n(many / seconds)} letters/s; nodemailer alone ${n(alone)}/s; ${cpuMs.toFixed(1)} ms of a processor each, with all that was asked meanwhile`,
  )
  console.log(`resident memory: ${rss} MB before, ${highest} MB at most`)
  console.log(
    `a page of 25 of 100,000, ${asked.overallRate} a second: p50 ${before.p50} ms, p99 ${before.p99} ms without; meanwhile, by ten seconds, p99 ${n(usual)} ms as a rule and ${n(p99s.at(-1) ?? 0)} ms at most`,
  )
}
