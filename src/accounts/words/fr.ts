import type { AccountWords } from '../account-words.ts'

export const french: AccountWords = {
  join: {
    subject: (company) => `${company} vous invite sur Greenroom`,
    says: (company) =>
      `${company} souhaite travailler avec vous sur des entretiens vidéo. Choisissez un mot de passe, et vous y êtes. Le lien est valable sept jours, une seule fois.`,
    open: 'Choisir un mot de passe',
  },
  reset: {
    subject: () => 'Un nouveau mot de passe pour Greenroom',
    says: (company) =>
      `Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte chez ${company}. Le lien est valable une heure, une seule fois. Si ce n’était pas vous, ne faites rien : votre mot de passe reste tel qu’il est.`,
    open: 'Choisir un nouveau mot de passe',
  },
  test: {
    subject: 'Les e-mails arrivent',
    says: 'Voici l’e-mail d’essai que vous avez demandé à Greenroom. Les invitations arriveront aussi.',
  },
}
