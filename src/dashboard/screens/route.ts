import { useLayoutEffect, useState } from 'preact/hooks'

/** Where in the dashboard somebody is: the parts after the #, so that every place has an address. */
export type Route =
  | { at: 'assessments' }
  | { at: 'assessment'; id: string; tab: (typeof tabs)[number] }
  | { at: 'import'; id: string }
  | { at: 'library'; tab: (typeof libraryTabs)[number] }
  | { at: 'interview'; assessmentId: string; uuid: string }
  | { at: 'compare'; assessmentId: string; uuids: string[] }
  | { at: 'settings'; tab: (typeof settingsTabs)[number]; id?: string | undefined }
  | { at: 'audit' }
  | { at: 'analytics'; assessment: string; from: string; to: string }

const tabs = ['candidates', 'questions', 'settings', 'branding', 'letters', 'preview'] as const
const settingsTabs = ['account', 'team', 'keys', 'webhooks', 'company'] as const
const libraryTabs = ['questions', 'criteria'] as const

export function routeOf(hash: string): Route {
  const [where, id, tab, uuid] = hash.replace(/^#\/?/, '').split('/')
  if (where === 'settings')
    return { at: 'settings', tab: settingsTabs.find((each) => each === id) ?? 'account', id: tab || undefined }
  if (where === 'audit') return { at: 'audit' }
  if (where === 'analytics') return analyticsOf(id, tab, uuid)
  if (where === 'library') return { at: 'library', tab: libraryTabs.find((each) => each === id) ?? 'questions' }
  if (where !== 'assessments' || !id) return { at: 'assessments' }
  if (tab === 'import') return { at: 'import', id }
  if (tab === 'interviews' && uuid) return { at: 'interview', assessmentId: id, uuid }
  if (tab === 'compare') return { at: 'compare', assessmentId: id, uuids: uuid ? uuid.split(',') : [] }
  return { at: 'assessment', id, tab: tabs.find((each) => each === tab) ?? 'candidates' }
}

/** `all` is every assessment, `-` no end of the period; what cannot be read is neither. */
function analyticsOf(assessment = '', from = '', to = ''): Route {
  const month = (word: string) => (/^\d{4}-\d\d$/.test(word) ? word : '')
  return { at: 'analytics', assessment: /^\d+$/.test(assessment) ? assessment : '', from: month(from), to: month(to) }
}

export function addressOf(route: Route): string {
  switch (route.at) {
    case 'assessments':
      return '#/assessments'
    case 'assessment':
      return `#/assessments/${route.id}/${route.tab}`
    case 'import':
      return `#/assessments/${route.id}/import`
    case 'library':
      return `#/library/${route.tab}`
    case 'interview':
      return `#/assessments/${route.assessmentId}/interviews/${route.uuid}`
    case 'compare':
      return `#/assessments/${route.assessmentId}/compare/${route.uuids.join(',')}`
    case 'settings':
      return `#/settings/${route.tab}${route.id ? `/${route.id}` : ''}`
    case 'audit':
      return '#/audit'
    case 'analytics':
      return `#/analytics/${route.assessment || 'all'}/${route.from || '-'}/${route.to || '-'}`
  }
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash))
  useLayoutEffect(() => {
    // The link that skips to the content names a part of this page, and no other place.
    const follow = () => location.hash !== '#content' && setRoute(routeOf(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}

export const go = (route: Route) => {
  location.hash = addressOf(route)
}
