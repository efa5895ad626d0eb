import { afterStopBench } from './after-stop.ts'
import { analyticsBench } from './analytics.ts'
import { auditBench } from './audit.ts'
import { firstScreenBench } from './first-screen.ts'
import { importBench } from './import.ts'
import { listBench } from './list.ts'
import { startServer } from './server.ts'
import { thousandsBench } from './thousands.ts'
import { uploadsBench } from './uploads.ts'
import { writesBench } from './writes.ts'

/** `npm run bench [list|writes|thousands|import|audit|analytics|uploads|first-screen|after-stop]`: figures of one run on one machine; compare the ratios, not the numbers. */
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
const asked = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n# ${name}`)
  const server = await startServer()
  try {
    await bench(server)
  } finally {
    await server.stop()
  }
}
