import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import { isolated, languageOf } from '../lib/languages.ts'
import type { Attached } from '../lib/mail.ts'
import { wordsIn } from './letter-words.ts'

type Given = {
  now: Date
  deadline: Date
  language: string
  companyName: string
  assessmentName: string
  calendar: { uid: string; sequence: number }
}

/**
 * The deadline for the candidate's calendar (RFC 5545). One interview is one entry, whatever letter brings it: a later letter's
 * higher SEQUENCE moves it. It is a moment, so it has no end, and it keeps nobody busy. It holds neither name nor link:
 * calendars are shared with more people than letters are.
 */
export function calendarOf({ now, deadline, companyName, assessmentName, calendar, ...given }: Given): Attached {
  const language = languageOf(given.language)
  const words = wordsIn(language).calendar
  const file = ical({ method: ICalCalendarMethod.PUBLISH, prodId: { company: 'Greenroom', product: 'Letters' } })
  file.createEvent({
    id: calendar.uid,
    sequence: calendar.sequence,
    stamp: now,
    start: deadline,
    summary: words.title(isolated(language, companyName)),
    description: words.says(isolated(language, assessmentName)),
    transparency: ICalEventTransparency.TRANSPARENT,
    alarms: [{ type: ICalAlarmType.display, trigger: 86_400 }],
  })
  return {
    name: 'deadline.ics',
    type: 'text/calendar; charset=utf-8; method=PUBLISH',
    content: `${file.toString()}\r\n`,
  }
}
