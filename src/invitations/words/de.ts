import type { LetterWords } from '../letter-words.ts'

export const german: LetterWords = {
  greeting: 'Guten Tag,',
  open: 'Zum Interview',
  notes:
    'Dieser Link gehört nur Ihnen: Bitte geben Sie ihn nicht weiter. Alle Antworten werden verschlüsselt gespeichert.',
  unsubscribe: 'Keine Erinnerungen mehr an dieses Interview',
  calendar: {
    title: (company) => `Frist: Videointerview bei ${company}`,
    says: (assessment) => `„${assessment}“. Der Link steht in der E-Mail.`,
  },
  receipt: {
    handedIn: (at) => `Abgegeben: ${at}`,
    answer: (number, at) => `Antwort ${number}, gespeichert: ${at}`,
  },
  invitation: {
    subject: (company, assessment) => `${company} lädt Sie zu einem Videointerview ein: ${assessment}`,
    says: (company, assessment, until) => [
      `${company} lädt Sie zu einem Videointerview für „${assessment}“ ein.`,
      `Sie beantworten die Fragen per Video, an jedem Telefon oder Computer mit Kamera, wann es Ihnen passt, bis ${until}. Zwischen den Fragen können Sie eine Pause machen.`,
    ],
  },
  reminder: {
    says: (company, assessment, until) => [
      `${company} freut sich auf Ihr Videointerview für „${assessment}“.`,
      `Es ist bis ${until} offen. Was Sie schon beantwortet haben, bleibt erhalten; der Link führt dort weiter, wo Sie aufgehört haben.`,
    ],
  },
  retake: {
    subject: (company) => `${company}: Sie können noch einmal antworten`,
    says: (company, assessment, until) => [
      `${company} hat Ihr Videointerview für „${assessment}“ noch einmal geöffnet, bis ${until}. Der Link zeigt, welche Fragen Sie neu beantworten können. Was Sie abgegeben haben, bleibt, bis Sie eine neue Antwort behalten.`,
    ],
  },
  grant: {
    subject: (company) => `${company}: Sie haben mehr Zeit`,
    says: (company, assessment, until) => [
      `${company} hat Ihrer Bitte zum Videointerview für „${assessment}“ entsprochen. Es ist bis ${until} offen; zusätzliche Antwortzeit ist eingerechnet.`,
    ],
  },
  refusal: {
    subject: (company) => `${company}: Antwort auf Ihre Anfrage`,
    says: (company, assessment) => [
      `${company} hat Ihre Anfrage zum Videointerview für „${assessment}“ gelesen und kann ihr nicht entsprechen. Alles andere bleibt, wie es war.`,
    ],
  },
  extended: {
    subject: (company) => `${company}: Ihre Frist ist verlängert`,
    says: (company, assessment, until) => [
      `${company} hat die Frist für Ihr Videointerview für „${assessment}“ verlängert: Es ist bis ${until} offen.`,
      'Was Sie schon beantwortet haben, bleibt erhalten; der Link führt dort weiter, wo Sie aufgehört haben.',
    ],
  },
  submitted: {
    subject: (company) => `${company}: Ihr Videointerview ist angekommen`,
    says: (company, assessment) => [
      `Vielen Dank. ${company} hat Ihr Videointerview für „${assessment}“ erhalten.`,
      'Unten steht Ihre Quittung: wann jede Antwort gespeichert wurde, und ihr Fingerabdruck (SHA-256), an dem sich zeigt, dass sie nicht verändert wurde.',
    ],
  },
  withdrawn: {
    subject: (company) => `${company}: Ihr Videointerview ist zurückgezogen`,
    says: (company, assessment) => [
      `Sie haben Ihr Videointerview für „${assessment}“ bei ${company} zurückgezogen. Alles, was Sie geantwortet haben, ist gelöscht.`,
      'Sie müssen nichts weiter tun.',
    ],
  },
}
