import type { TestApp } from './app.ts'

/** What a share page does first: opens the link, for a pass to what it shows. */
export async function openShare({ request }: Pick<TestApp, 'request'>, url: string, password?: string) {
  const token = url.split('/').at(-1) ?? ''
  const opened = await request('/share/v1/views', {
    method: 'POST',
    body: { ...(password !== undefined && { password }) },
    headers: { 'x-share-token': token },
  })
  const pass: string = opened.body?.pass
  const headers = { 'x-share-pass': String(pass) }
  return { opened, token, pass, headers, look: () => request('/share/v1', { headers }) }
}
