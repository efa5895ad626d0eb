import { expect, test } from 'vitest'
import { appOf, kindOf } from './browsers.ts'

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 8'
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36'

test.each([
  [`${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBDV/iPhone15,2]`, 'Facebook', 'ios'],
  [`${android} Build/BP1A; wv) ${chrome} [FB_IAB/FB4A;FBAV/520.0.0.0;]`, 'Facebook', 'android'],
  [`${iphone} Mobile/15E148 Instagram 390.0.0 (iPhone15,2; iOS 18_5)`, 'Instagram', 'ios'],
  [`${iphone} Mobile/15E148 [LinkedInApp]/9.31.1557`, 'LinkedIn', 'ios'],
  [`${android} Build/BP1A; wv) ${chrome}`, '', 'android'],
  [`${iphone} Mobile/15E148`, '', 'ios'],
  [`${iphone} Version/18.5 Mobile/15E148 Safari/604.1`, undefined, 'ios'],
  [`${iphone} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, undefined, 'ios'],
  [`${android}) ${chrome.replace('Version/4.0 ', '')}`, undefined, 'android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', undefined, 'firefox'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
    undefined,
    'chromium',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    undefined,
    'safari',
  ],
])('%s', (userAgent, app, kind) => {
  expect(appOf(userAgent)).toBe(app)
  expect(kindOf(userAgent)).toBe(kind)
})
