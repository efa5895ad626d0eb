import { afterStopBench } from './after-stop.ts'
import { analyticsBench } from './analytics.ts'
import { auditBench } from './audit.ts'
import { firstScreenBench } from './first-screen.ts'
import { importBench } from './import.ts'
import { listBench } from './list.ts'
import { remindersBench } from './reminders.ts'
import { startServer } from './server.ts'
import { thousandsBench } from './thousands.ts'
import { uploadsBench } from './uploads.ts'
import { webhooksBench } from './webhooks.ts'
import { writesBench } from './writes.ts'

const benches = {
  list: listBench,
  writes: writesBench,
  thousands: thousandsBench,
  import: importBench,
  audit: auditBench,
  analytics: analyticsBench,
  uploads: uploadsBench,
  'first-screen': firstScreenBench,
  'after-stop': afterStopBench,
}
/** Those that need a server under other settings start one themselves. */
const withTheirOwn = { reminders: remindersBench, webhooks: webhooksBench }

/** `npm run bench [names]`: figures of one run on one machine; compare the ratios, not the numbers. */
const asked = process.argv.slice(2)
const isAsked = ([name]: [string, unknown]) => asked.length === 0 || asked.includes(name)
for (const [name, bench] of Object.entries(withTheirOwn).filter(isAsked)) {
  console.log(`\n# ${name}`)
  await bench()
}
for (const [name, bench] of Object.entries(benches).filter(isAsked)) {
  console.log(`\n# ${name}`)
  const server = await startServer()
  try {
    await bench(server)
  } finally {
    await server.stop()
  }
}
