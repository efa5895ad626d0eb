import bowser from 'bowser'

const devices: Record<string, 'phone' | 'tablet' | 'computer'> = {
  mobile: 'phone',
  tablet: 'tablet',
  desktop: 'computer',
}

const browsers: Record<string, string> = {
  Chrome: 'Chrome',
  Chromium: 'Chrome',
  'Microsoft Edge': 'Edge',
  Firefox: 'Firefox',
  Opera: 'Opera',
  'Opera Touch': 'Opera',
  Safari: 'Safari',
  'Samsung Internet for Android': 'Samsung Internet',
}

export type Families = { device: string; browser: string }

/** What a browser says it is, as one of a few families: too coarse to know anybody again by it. */
export function familiesOf(agent: string | undefined): Families {
  // Bowser's patterns are tried one after the other, and nobody's name is as long as this.
  const said = agent && bowser.parse(agent.slice(0, 500))
  if (!said) return { device: 'other', browser: 'other' }
  return {
    device: devices[said.platform.type ?? ''] ?? 'other',
    browser: browsers[said.browser.name ?? ''] ?? 'other',
  }
}
