import { expect } from 'vitest'
import type { TestApp } from '../app.ts'
import type { Company } from '../builders.ts'
import { makeLink } from '../room.ts'
import { type Act, companyZone, type Round, type Script } from './script.ts'

type Seated = { uuid: string; profileId: number; assessmentId: number; questionId: number }

/** The people of a script in Greenroom, and what happens to them, through the door. */
export async function setScene(greenroom: TestApp, { rounds, people }: Script) {
  const company = await greenroom.build.company('Acme')
  const { companyId } = company
  const db = greenroom.running.app.world.database.of(companyId)
  await db.updateTable('company').set({ timeZone: companyZone }).execute()
  const assessments: { assessmentId: number; questionId: number }[] = []
  for (const round of rounds) assessments.push(await makeRound(greenroom, company, round))
  const seated: Seated[] = new Array(people.length)
  for (const [index, assessment] of assessments.entries()) {
    const places = [...people.keys()].filter((place) => people[place]?.round === index)
    const candidates = places.map((place) => ({
      firstName: 'Jo',
      lastName: 'Doe',
      emailAddress: people[place]?.address,
    }))
    const path = `/room/v1/assessments/${assessment.assessmentId}/candidates/import`
    const { body } = await company.api(path, { method: 'POST', body: { candidates } })
    places.forEach((place, row) => {
      const { interviewId: uuid, profileId } = body.rows[row]
      seated[place] = { uuid, profileId, ...assessment }
    })
  }
  for (const timeZone of new Set(people.map((person) => person.timeZone))) {
    const uuids = seated.filter((_, place) => people[place]?.timeZone === timeZone).map(({ uuid }) => uuid)
    await db.updateTable('interview').set({ timeZone }).where('uuid', 'in', uuids).execute()
  }
  return { company, db, seated, act: (acts: Act[]) => act(greenroom, company, seated, assessments, acts) }
}

async function makeRound(greenroom: TestApp, company: Company, round: Round) {
  const { id: assessmentId } = await greenroom.build.assessment(company, {
    startsAt: String(round.startsAt),
    expiresAt: String(round.expiresAt),
    enableReminder: round.isReminding,
    reminderInterval: round.intervalDays,
    maxReminders: round.maxReminders,
  })
  const path = `/room/v1/assessments/${assessmentId}/question`
  const { body } = await company.api(path, { method: 'POST', body: { questionType: 'rating', maxScore: 5 } })
  return { assessmentId, questionId: body.id as number }
}

/** All that happens at one moment; those who are invited, are in one letter-bag. */
async function act(
  greenroom: TestApp,
  old: Company,
  seated: Seated[],
  rounds: { assessmentId: number }[],
  acts: Act[],
) {
  if (acts.length === 0) return
  // Sixty days are longer than anybody stays signed in.
  const { api } = await greenroom.build.signIn(old.apiKey, old.email, old.password)
  const patch = async (path: string, body: object) =>
    expect((await api(path, { method: 'PATCH', body })).status).toBe(200)
  for (const [index, { assessmentId }] of rounds.entries()) {
    const invited = acts.flatMap((each) => (each.what === 'invite' ? [seated[each.person] as Seated] : []))
    const interviewIds = invited.filter((each) => each.assessmentId === assessmentId).map(({ uuid }) => uuid)
    const path = `/room/v1/assessments/${assessmentId}`
    if (interviewIds.length > 0) await api(`${path}/invite`, { method: 'POST', body: { interviewIds } })
    for (const each of acts) {
      if (!('round' in each) || each.round !== index) continue
      if (each.what === 'move') await patch(path, { expiresAt: String(each.until) })
      else if (each.what === 'startReminding') await patch(path, { enableReminder: true })
      else await patch(path, { closed: each.what === 'close' })
    }
  }
  for (const each of acts) {
    if (!('person' in each) || each.what === 'invite') continue
    const one = seated[each.person] as Seated
    if (each.what === 'extend')
      await patch(`/room/v1/assessments/${one.assessmentId}/candidate/${one.profileId}`, {
        expiresAt: String(each.until),
      })
    else await inTheRoom(greenroom, old.companyId, one, each.what)
  }
}

async function inTheRoom(
  greenroom: TestApp,
  companyId: number,
  { uuid, questionId }: Seated,
  what: 'submit' | 'withdraw' | 'unsubscribe',
) {
  const { running, request } = greenroom
  if (what === 'unsubscribe') {
    const db = running.app.world.database.of(companyId)
    await db
      .updateTable('interview')
      .set({ unsubscribedAt: running.app.world.now() })
      .where('uuid', '=', uuid)
      .execute()
    return
  }
  const headers = { 'x-interview-token': await makeLink(greenroom, companyId, uuid) }
  const say = async (method: string, path: string, body: object) =>
    expect((await request(`/interview/v1${path}`, { method, body, headers })).status, path).toBe(200)
  if (what === 'withdraw') return await say('POST', '/withdraw', {})
  await say('POST', '/consent', { agreed: true, textVersion: 'test' })
  await say('PUT', `/questions/${questionId}/written`, { rating: 3 })
  await say('POST', '/submit', {})
}
