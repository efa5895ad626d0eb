import { counted } from '../../lib/plurals.ts'
import type { NoticeWords } from '../notice-words.ts'

/** None counts as one. Where French has a space before a sign, no line may begin with that sign. */
const count = (one: string, other: string) => counted('fr', { one, other })

export const french: NoticeWords = {
  examples: ['Responsable des ventes', 'Comptable'],
  choosing: (place) =>
    `Vous choisissez lesquels de ces e-mails vous recevez, et dans quelle langue, sous «\u00a0${place}\u00a0».`,
  completed: {
    subject: (assessment) => `Entretien remis\u00a0: ${assessment}`,
    says: (assessment) => `Un entretien pour «\u00a0${assessment}\u00a0» a été remis.`,
    waiting: count('# entretien attend d’être examiné.', '# entretiens attendent d’être examinés.'),
    open: 'Voir l’entretien',
  },
  requested: {
    time: {
      subject: (assessment) => `Demande de temps supplémentaire\u00a0: ${assessment}`,
      wish: 'plus de temps pour répondre',
    },
    deadline: {
      subject: (assessment) => `Demande de report de la date limite\u00a0: ${assessment}`,
      wish: 'un report de la date limite',
    },
    retake: { subject: (assessment) => `Demande d’un nouvel essai\u00a0: ${assessment}`, wish: 'un nouvel essai' },
    says: (assessment, wish) =>
      `Une personne invitée à l’entretien «\u00a0${assessment}\u00a0» demande ${wish} et attend votre décision.`,
    open: 'Lire le motif et décider',
  },
  digest: {
    subject: (counts) => `Aujourd’hui\u00a0: ${counts}`,
    line: (assessment, counts) => `${assessment}\u00a0: ${counts}`,
    counted: {
      asked: count('# personne attend votre décision', '# personnes attendent votre décision'),
      waiting: count('# entretien à examiner', '# entretiens à examiner'),
      handedIn: count('# entretien remis', '# entretiens remis'),
      closing: count(
        '# entretien inachevé à moins de deux jours de la date limite',
        '# entretiens inachevés à moins de deux jours de la date limite',
      ),
      undelivered: count('# e-mail non distribué', '# e-mails non distribués'),
    },
    between: ', ',
    more: count('Et # autre évaluation.', 'Et # autres évaluations.'),
    open: 'Ouvrir le tableau de bord',
  },
  webhookDisabled: {
    subject: (host) => `Un webhook est désactivé\u00a0: ${host}`,
    says: (host) => `Ce qui se passe ici n’est plus signalé à ${host}.`,
    why: {
      gone: 'Le destinataire a répondu 410\u00a0: il ne veut plus rien recevoir.',
      failing: 'Rien n’y a été reçu pendant trois jours.',
    },
    kept: 'Rien n’est perdu\u00a0: une fois réactivé, il reçoit ce qu’il a manqué au cours des 30 derniers jours.',
    open: 'Voir le webhook',
  },
}
