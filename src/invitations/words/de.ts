import type { LetterWords } from '../mail.ts'

export const german: LetterWords = {
  greeting: 'Guten Tag,',
  open: 'Zum Interview',
  notes:
    'Dieser Link gehört nur Ihnen: Bitte geben Sie ihn nicht weiter. Alle Antworten werden verschlüsselt gespeichert.',
  invitation: {
    subject: (company, assessment) => `${company} lädt Sie zu einem Videointerview ein: ${assessment}`,
    says: (company, assessment, until) => [
      `${company} lädt Sie zu einem Videointerview für „${assessment}“ ein.`,
      `Sie beantworten die Fragen per Video, an jedem Telefon oder Computer mit Kamera, wann es Ihnen passt, bis ${until}. Zwischen den Fragen können Sie eine Pause machen.`,
    ],
  },
  reminder: {
    subject: (company, assessment) => `Ihr Videointerview bei ${company} wartet: ${assessment}`,
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
}
