import { counted } from '../../lib/plurals.ts'
import type { NoticeWords } from '../notice-words.ts'

const count = (one: string, other: string) => counted('de', { one, other })

export const german: NoticeWords = {
  examples: ['Vertriebsleitung', 'Buchhaltung'],
  choosing: (place) => `Welche dieser E-Mails Sie bekommen, und in welcher Sprache, bestimmen Sie unter „${place}“.`,
  completed: {
    subject: (assessment) => `Abgegeben: ${assessment}`,
    says: (assessment) => `Ein Interview für „${assessment}“ wurde abgegeben.`,
    waiting: count('Eines wartet auf Bewertung.', '# warten auf Bewertung.'),
    open: 'Zum Interview',
  },
  requested: {
    time: { subject: (assessment) => `Bitte um mehr Zeit: ${assessment}`, wish: 'mehr Zeit zum Antworten' },
    deadline: { subject: (assessment) => `Bitte um eine spätere Frist: ${assessment}`, wish: 'eine spätere Frist' },
    retake: { subject: (assessment) => `Bitte um einen neuen Versuch: ${assessment}`, wish: 'einen neuen Versuch' },
    says: (assessment, wish) =>
      `Im Interview für „${assessment}“ bittet jemand um ${wish} und wartet auf Ihre Entscheidung.`,
    open: 'Begründung lesen und entscheiden',
  },
  digest: {
    subject: (counts) => `Heute: ${counts}`,
    line: (assessment, counts) => `${assessment}: ${counts}`,
    counted: {
      asked: count('# Person wartet auf Ihre Entscheidung', '# Personen warten auf Ihre Entscheidung'),
      waiting: count('# zu bewerten', '# zu bewerten'),
      handedIn: count('# abgegeben', '# abgegeben'),
      closing: count('# unfertig mit weniger als zwei Tagen Frist', '# unfertig mit weniger als zwei Tagen Frist'),
      undelivered: count('# E-Mail nicht zugestellt', '# E-Mails nicht zugestellt'),
    },
    between: ', ',
    more: count('Und # weiteres Assessment.', 'Und # weitere Assessments.'),
    open: 'Dashboard öffnen',
  },
  webhookDisabled: {
    subject: (host) => `Ein Webhook ist abgeschaltet: ${host}`,
    says: (host) => `Was hier geschieht, wird ${host} nicht mehr mitgeteilt.`,
    why: {
      gone: 'Der Empfänger hat mit 410 geantwortet: Er möchte nichts mehr bekommen.',
      failing: 'Dort ist drei Tage lang nichts angekommen.',
    },
    kept: 'Nichts geht verloren: Wieder eingeschaltet, erfährt er, was er in den letzten 30 Tagen versäumt hat.',
    open: 'Zum Webhook',
  },
}
