import type { AccountWords } from '../account-words.ts'

export const english: AccountWords = {
  join: {
    subject: (company) => `${company} invites you to Greenroom`,
    says: (company) =>
      `${company} would like you to work with them on video interviews. Choose a password, and you are in. The link is good for seven days, once.`,
    open: 'Choose a password',
  },
  reset: {
    subject: () => 'A new password for Greenroom',
    says: (company) =>
      `Somebody, we hope you, has asked for a new password for your account at ${company}. The link is good for an hour, once. If it was not you, do nothing: your password stays as it is.`,
    open: 'Choose a new password',
  },
  test: {
    subject: 'Letters arrive',
    says: 'This is the test letter that you asked Greenroom for. Invitations will arrive too.',
  },
}
