import type { AccountWords } from '../account-words.ts'

export const arabic: AccountWords = {
  join: {
    subject: (company) => `تدعوك ${company} إلى Greenroom`,
    says: (company) =>
      `تود ${company} أن تعمل معها على مقابلات الفيديو. اختر كلمة مرور لتنضم. الرابط صالح سبعة أيام ولمرة واحدة.`,
    open: 'اختيار كلمة مرور',
  },
  reset: {
    subject: () => 'كلمة مرور جديدة لـ Greenroom',
    says: (company) =>
      `طلب أحدهم، ونرجو أن يكون أنت، كلمة مرور جديدة لحسابك لدى ${company}. الرابط صالح ساعة واحدة ولمرة واحدة. إن لم تكن أنت فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.`,
    open: 'اختيار كلمة مرور جديدة',
  },
  test: {
    subject: 'الرسائل تصل',
    says: 'هذه هي الرسالة التجريبية التي طلبتها من Greenroom. ستصل الدعوات أيضًا.',
  },
}
