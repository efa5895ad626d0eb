import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Server } from './server.ts'

/** The tokens in the letters of so many candidates of one assessment, who are all asked the same. */
export async function inviteMany({ dataDir, call }: Server, count: number, question: object): Promise<string[]> {
  const { id } = await call('/room/v1/assessments', { groupName: 'Bench' })
  await call(`/room/v1/assessments/${id}/question`, question)
  const interviewIds: string[] = []
  for (let number = 0; number < count; number++) {
    const [made] = await call(`/room/v1/assessments/${id}/candidate`, { emailAddress: `jane${number}@example.com` })
    interviewIds.push(made.interviewId)
  }
  await call(`/room/v1/assessments/${id}/invite`, { interviewIds })
  const folder = join(dataDir, 'mail')
  for (;;) {
    await sleep(500)
    const letters = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    if (letters.length < count) continue
    return letters.map((name) => readFileSync(join(folder, name), 'utf8').match(/\/i\/([\w-]{43})/)?.[1] ?? '')
  }
}
