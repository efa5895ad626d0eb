import { counted } from '../../lib/plurals.ts'
import type { NoticeWords } from '../notice-words.ts'

type Forms = [one: string, two: string, few: string, many: string, hundreds?: string]
/** Few are 3 to 10, many 11 to 99; hundreds take the singular, which is the same word for what is feminine. */
const count = (...[one, two, few, many, other = many]: Forms) => counted('ar', { one, two, few, many, other })

/** Keeps a number behind a name in Latin letters from being drawn as a part of that name (Unicode TR 9, W7). */
const mark = '\u200f'

export const arabic: NoticeWords = {
  examples: ['مدير المبيعات', 'محاسب'],
  choosing: (place) => `يمكنك اختيار الرسائل التي تصلك، ولغتها، من «${place}».`,
  completed: {
    subject: (assessment) => `سُلِّمت مقابلة: ${assessment}`,
    says: (assessment) => `سُلِّمت مقابلة بالفيديو لوظيفة «${assessment}».`,
    waiting: counted('ar', {
      zero: 'لا توجد مقابلات بانتظار المراجعة.',
      one: 'هناك مقابلة واحدة بانتظار المراجعة.',
      two: 'هناك مقابلتان بانتظار المراجعة.',
      few: 'هناك # مقابلات بانتظار المراجعة.',
      other: 'هناك # مقابلة بانتظار المراجعة.',
    }),
    open: 'عرض المقابلة',
  },
  requested: {
    time: { subject: (assessment) => `طلب وقت إضافي: ${assessment}`, wish: 'وقتًا إضافيًا للإجابة' },
    deadline: { subject: (assessment) => `طلب تمديد الموعد النهائي: ${assessment}`, wish: 'تمديد الموعد النهائي' },
    retake: { subject: (assessment) => `طلب إعادة الإجابة: ${assessment}`, wish: 'فرصة أخرى للإجابة' },
    says: (assessment, wish) => `يطلب أحد المرشحين لوظيفة «${assessment}» ${wish}، وينتظر قرارك.`,
    open: 'قراءة السبب واتخاذ القرار',
  },
  digest: {
    subject: (counts) => `اليوم: ${counts}`,
    line: (assessment, counts) => `${mark}${assessment}${mark}: ${counts}`,
    counted: {
      asked: count(
        'مرشح واحد ينتظر قرارك',
        'مرشحان ينتظران قرارك',
        '# مرشحين ينتظرون قرارك',
        '# مرشحًا ينتظرون قرارك',
        '# مرشح ينتظرون قرارك',
      ),
      waiting: count('مقابلة واحدة للمراجعة', 'مقابلتان للمراجعة', '# مقابلات للمراجعة', '# مقابلة للمراجعة'),
      handedIn: count('مقابلة واحدة سُلِّمت', 'مقابلتان سُلِّمتا', '# مقابلات سُلِّمت', '# مقابلة سُلِّمت'),
      closing: count(
        'مقابلة واحدة لم تكتمل وبقي لها أقل من يومين',
        'مقابلتان لم تكتملا وبقي لهما أقل من يومين',
        '# مقابلات لم تكتمل وبقي لها أقل من يومين',
        '# مقابلة لم تكتمل وبقي لها أقل من يومين',
      ),
      undelivered: count('رسالة واحدة لم تصل', 'رسالتان لم تصلا', '# رسائل لم تصل', '# رسالة لم تصل'),
    },
    between: '، ',
    more: count('وتقييم واحد آخر.', 'وتقييمان آخران.', 'و# تقييمات أخرى.', 'و# تقييمًا آخر.', 'و# تقييم آخر.'),
    open: 'فتح لوحة التحكم',
  },
  webhookDisabled: {
    subject: (host) => `أُوقف خطاف ويب (webhook): ${host}`,
    says: (host) => `لم يعد ما يحدث هنا يُبلَّغ إلى ${host}.`,
    why: {
      gone: 'أجاب المستقبِل بالرمز 410: لم يعد يريد تلقي شيء.',
      failing: 'لم يصل إليه شيء طوال ثلاثة أيام.',
    },
    kept: 'لم يضِع شيء: عند إعادة تشغيله يُبلَّغ بما فاته خلال آخر 30 يومًا.',
    open: 'عرض خطاف الويب',
  },
}
