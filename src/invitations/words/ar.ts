import type { LetterWords } from '../letter-words.ts'

export const arabic: LetterWords = {
  greeting: 'مرحبًا،',
  open: 'افتح المقابلة',
  notes: 'هذا الرابط خاص بك وحدك، فالرجاء عدم مشاركته. تُحفظ جميع الإجابات مشفّرة.',
  unsubscribe: 'إيقاف التذكيرات بهذه المقابلة',
  calendar: {
    title: (company) => `الموعد النهائي: مقابلة بالفيديو لدى ${company}`,
    says: (assessment) => `«${assessment}». الرابط موجود في الرسالة.`,
  },
  receipt: { handedIn: (at) => `سُلِّمت: ${at}`, answer: (number, at) => `الإجابة ${number}، حُفظت: ${at}` },
  invitation: {
    subject: (company, assessment) => `تدعوك ${company} إلى مقابلة بالفيديو: ${assessment}`,
    says: (company, assessment, until) => [
      `تدعوك ${company} إلى مقابلة بالفيديو لوظيفة «${assessment}».`,
      `تجيب عن الأسئلة بالفيديو من أي هاتف أو حاسوب فيه كاميرا، في الوقت الذي يناسبك، حتى ${until}. ويمكنك أخذ استراحة بين الأسئلة.`,
    ],
  },
  reminder: {
    says: (company, assessment, until) => [
      `تتطلّع ${company} إلى مقابلتك بالفيديو لوظيفة «${assessment}».`,
      `المقابلة متاحة حتى ${until}. ما أجبتَ عنه محفوظ، والرابط يتابع من حيث توقفت.`,
    ],
  },
  retake: {
    subject: (company) => `${company}: يمكنك الإجابة مرة أخرى`,
    says: (company, assessment, until) => [
      `أعادت ${company} فتح مقابلتك بالفيديو لوظيفة «${assessment}» حتى ${until}. يبيّن الرابط الأسئلة التي يمكنك الإجابة عنها مجددًا. وما سلّمته يبقى إلى أن تحتفظ بإجابة جديدة.`,
    ],
  },
  grant: {
    subject: (company) => `${company}: لديك وقت إضافي`,
    says: (company, assessment, until) => [
      `وافقت ${company} على طلبك بشأن مقابلة الفيديو لوظيفة «${assessment}». المقابلة متاحة حتى ${until}، والوقت الإضافي للإجابة محسوب.`,
    ],
  },
  refusal: {
    subject: (company) => `${company}: ردّ على طلبك`,
    says: (company, assessment) => [
      `اطّلعت ${company} على طلبك بشأن مقابلة الفيديو لوظيفة «${assessment}»، وتعذّر قبوله. ويبقى كل شيء آخر كما كان.`,
    ],
  },
  extended: {
    subject: (company) => `${company}: مُدِّد موعدك النهائي`,
    says: (company, assessment, until) => [
      `مدّدت ${company} الموعد النهائي لمقابلتك بالفيديو لوظيفة «${assessment}»: المقابلة متاحة حتى ${until}.`,
      'ما أجبتَ عنه محفوظ، والرابط يتابع من حيث توقفت.',
    ],
  },
  submitted: {
    subject: (company) => `${company}: وصلت مقابلتك بالفيديو`,
    says: (company, assessment) => [
      `شكرًا لك. استلمت ${company} مقابلتك بالفيديو لوظيفة «${assessment}».`,
      'أدناه إيصالك: وقت حفظ كل إجابة وبصمتها (SHA-256) التي يُعرف بها أنها لم تتغيّر.',
    ],
  },
  withdrawn: {
    subject: (company) => `${company}: سُحبت مقابلتك بالفيديو`,
    says: (company, assessment) => [
      `لقد سحبت مقابلتك بالفيديو لوظيفة «${assessment}» لدى ${company}. وحُذف كل ما أجبت به.`,
      'لا يلزمك فعل أي شيء آخر.',
    ],
  },
}
