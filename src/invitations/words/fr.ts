import type { LetterWords } from '../letter-words.ts'

export const french: LetterWords = {
  greeting: 'Bonjour,',
  open: 'Ouvrir l’entretien',
  notes: 'Ce lien est personnel : ne le transmettez pas. Toutes les réponses sont conservées chiffrées.',
  unsubscribe: 'Ne plus recevoir de rappels pour cet entretien',
  calendar: {
    title: (company) => `Date limite : entretien vidéo chez ${company}`,
    says: (assessment) => `« ${assessment} ». Le lien se trouve dans l’e-mail.`,
  },
  receipt: { handedIn: (at) => `Remis : ${at}`, answer: (number, at) => `Réponse ${number}, enregistrée : ${at}` },
  invitation: {
    subject: (company, assessment) => `${company} vous invite à un entretien vidéo : ${assessment}`,
    says: (company, assessment, until) => [
      `${company} vous invite à un entretien vidéo pour « ${assessment} ».`,
      `Vous répondez aux questions en vidéo, sur tout téléphone ou ordinateur avec caméra, quand cela vous convient, jusqu’au ${until}. Vous pouvez faire une pause entre les questions.`,
    ],
  },
  reminder: {
    says: (company, assessment, until) => [
      `${company} attend avec plaisir votre entretien vidéo pour « ${assessment} ».`,
      `Il est ouvert jusqu’au ${until}. Vos réponses déjà données sont conservées ; le lien reprend là où vous vous êtes arrêté.`,
    ],
  },
  retake: {
    subject: (company) => `${company} : vous pouvez répondre de nouveau`,
    says: (company, assessment, until) => [
      `${company} a rouvert votre entretien vidéo pour « ${assessment} », jusqu’au ${until}. Le lien indique les questions auxquelles vous pouvez répondre de nouveau. Ce que vous avez remis reste valable tant que vous ne gardez pas une nouvelle réponse.`,
    ],
  },
  grant: {
    subject: (company) => `${company} : vous avez plus de temps`,
    says: (company, assessment, until) => [
      `${company} a accepté votre demande pour l’entretien vidéo « ${assessment} ». Il est ouvert jusqu’au ${until} ; le temps de réponse supplémentaire est compté.`,
    ],
  },
  refusal: {
    subject: (company) => `${company} : réponse à votre demande`,
    says: (company, assessment) => [
      `${company} a lu votre demande pour l’entretien vidéo « ${assessment} » et ne peut pas l’accepter. Tout le reste demeure inchangé.`,
    ],
  },
  extended: {
    subject: (company) => `${company} : votre délai est prolongé`,
    says: (company, assessment, until) => [
      `${company} a prolongé le délai de votre entretien vidéo pour « ${assessment} » : il est ouvert jusqu’au ${until}.`,
      'Vos réponses déjà données sont conservées ; le lien reprend là où vous vous êtes arrêté.',
    ],
  },
  submitted: {
    subject: (company) => `${company} : votre entretien vidéo est bien arrivé`,
    says: (company, assessment) => [
      `Merci. ${company} a bien reçu votre entretien vidéo pour « ${assessment} ».`,
      'Voici votre reçu : pour chaque réponse, quand elle a été enregistrée et son empreinte (SHA-256), qui montre qu’elle n’a pas été modifiée.',
    ],
  },
  withdrawn: {
    subject: (company) => `${company} : votre entretien vidéo est retiré`,
    says: (company, assessment) => [
      `Vous avez retiré votre entretien vidéo pour « ${assessment} » chez ${company}. Toutes vos réponses ont été supprimées.`,
      'Vous n’avez plus rien à faire.',
    ],
  },
}
