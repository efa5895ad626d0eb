import type { AccountWords } from '../account-words.ts'

export const german: AccountWords = {
  join: {
    subject: (company) => `${company} lädt Sie zu Greenroom ein`,
    says: (company) =>
      `${company} möchte mit Ihnen an Video-Interviews arbeiten. Wählen Sie ein Passwort, und Sie sind dabei. Der Link gilt sieben Tage, ein Mal.`,
    open: 'Passwort wählen',
  },
  reset: {
    subject: () => 'Ein neues Passwort für Greenroom',
    says: (company) =>
      `Jemand, hoffentlich Sie, hat um ein neues Passwort für Ihr Konto bei ${company} gebeten. Der Link gilt eine Stunde, ein Mal. Waren Sie es nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.`,
    open: 'Neues Passwort wählen',
  },
  test: {
    subject: 'E-Mails kommen an',
    says: 'Das ist die Test-E-Mail, um die Sie Greenroom gebeten haben. Auch Einladungen werden ankommen.',
  },
}
