import type { Language } from '../lib/languages.ts'

type Sentence = (company: string, assessment: string) => string

export type PageWords = {
  title: string
  ask: Sentence
  off: Sentence
  onAgain: Sentence
  stop: string
  undo: string
  stays: string
  over: string
}

const english: PageWords = {
  title: 'Reminders',
  ask: (company, assessment) => `Stop reminders of your video interview for “${assessment}” at ${company}?`,
  off: (company, assessment) =>
    `You will get no more reminders of your video interview for “${assessment}” at ${company}.`,
  onAgain: (company, assessment) =>
    `You will be reminded of your video interview for “${assessment}” at ${company} again.`,
  stop: 'Stop reminders',
  undo: 'Remind me after all',
  stays: 'Your interview stays open until its deadline, and the link in your letters goes on working.',
  over: 'This link is not good any more. There is nothing for you to do.',
}

const german: PageWords = {
  title: 'Erinnerungen',
  ask: (company, assessment) =>
    `Keine Erinnerungen mehr an Ihr Videointerview für „${assessment}“ bei ${company} erhalten?`,
  off: (company, assessment) =>
    `Sie erhalten keine Erinnerungen mehr an Ihr Videointerview für „${assessment}“ bei ${company}.`,
  onAgain: (company, assessment) =>
    `Sie werden wieder an Ihr Videointerview für „${assessment}“ bei ${company} erinnert.`,
  stop: 'Keine Erinnerungen mehr',
  undo: 'Doch erinnern',
  stays: 'Ihr Interview bleibt bis zur Frist offen, und der Link in Ihren E-Mails funktioniert weiter.',
  over: 'Dieser Link gilt nicht mehr. Sie müssen nichts tun.',
}

const french: PageWords = {
  title: 'Rappels',
  ask: (company, assessment) =>
    `Ne plus recevoir de rappels pour votre entretien vidéo « ${assessment} » chez ${company} ?`,
  off: (company, assessment) =>
    `Vous ne recevrez plus de rappels pour votre entretien vidéo « ${assessment} » chez ${company}.`,
  onAgain: (company, assessment) =>
    `Vous recevrez de nouveau des rappels pour votre entretien vidéo « ${assessment} » chez ${company}.`,
  stop: 'Arrêter les rappels',
  undo: 'Reprendre les rappels',
  stays: 'Votre entretien reste ouvert jusqu’à la date limite, et le lien de vos messages fonctionne toujours.',
  over: 'Ce lien n’est plus valable. Vous n’avez rien à faire.',
}

const arabic: PageWords = {
  title: 'التذكيرات',
  ask: (company, assessment) => `هل تريد إيقاف التذكيرات بمقابلتك بالفيديو لوظيفة «${assessment}» لدى ${company}؟`,
  off: (company, assessment) => `لن تصلك تذكيرات أخرى بمقابلتك بالفيديو لوظيفة «${assessment}» لدى ${company}.`,
  onAgain: (company, assessment) => `ستصلك التذكيرات من جديد بمقابلتك بالفيديو لوظيفة «${assessment}» لدى ${company}.`,
  stop: 'إيقاف التذكيرات',
  undo: 'أريد التذكيرات من جديد',
  stays: 'تبقى مقابلتك متاحة حتى موعدها النهائي، ويظل الرابط في رسائلك يعمل.',
  over: 'لم يعد هذا الرابط صالحًا. لا يلزمك فعل أي شيء.',
}

export const words: Record<Language, PageWords> = {
  en: english,
  de: german,
  fr: french,
  ar: arabic,
}
