/** What a browser's name for itself says about where camera and microphone are allowed. */
export type Kind = 'chromium' | 'android' | 'firefox' | 'safari' | 'ios'

export function kindOf(userAgent: string): Kind {
  if (isApplePhone(userAgent)) return 'ios'
  if (userAgent.includes('Android')) return 'android'
  if (userAgent.includes('Firefox/')) return 'firefox'
  return userAgent.includes('Safari/') && !userAgent.includes('Chrome/') ? 'safari' : 'chromium'
}

/** As these apps name themselves in the browser they show links in. */
const apps: [pattern: RegExp, name: string][] = [
  [/\bFB(AN|AV|_IAB)\b|FBAN\/|FBAV\/|FB_IAB\//, 'Facebook'],
  [/Instagram/, 'Instagram'],
  [/LinkedInApp/, 'LinkedIn'],
  [/BytedanceWebview|musical_ly|TikTok/, 'TikTok'],
  [/Snapchat/, 'Snapchat'],
  [/MicroMessenger/, 'WeChat'],
  [/\bLine\//, 'LINE'],
  [/Twitter/, 'X'],
  [/Pinterest/, 'Pinterest'],
]

/** The app whose small browser this is; an empty name when it is one of an app that does not say which. */
export function appOf(userAgent: string): string | undefined {
  const known = apps.find(([pattern]) => pattern.test(userAgent))
  if (known) return known[1]
  const isAppleView = isApplePhone(userAgent) && !userAgent.includes('Safari/')
  return isAppleView || /; wv\)/.test(userAgent) ? '' : undefined
}

const isApplePhone = (userAgent: string) => /iPhone|iPad|iPod/.test(userAgent)
