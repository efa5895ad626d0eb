import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import { startReceiver } from '../../test/receiver.ts'
import { post } from './post.ts'
import { type Address, receivingFrom, refuseUnusable } from './receivers.ts'

const receiver = await startReceiver()
afterAll(receiver.stop)
const port = new URL(receiver.url).port
const nobody = { allowedHosts: new Set<string>(), resolve: async (): Promise<Address[]> => [] }

describe('an address to post to', () => {
  test.each([
    ...['https://127.0.0.1/', 'https://127.1/', 'https://0x7f.1/', 'https://0x7f000001/', 'https://2130706433/'],
    ...[
      'https://017700000001/',
      'https://0177.0.0.1/',
      'https://127.0.0.1./',
      'https://１２７.0.0.1/',
      'https://①②⑦.0.0.1/',
    ],
    ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[::127.0.0.1]/'],
    ...['https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[2001::7f00:1]/', 'https://[fec0::1]/'],
    ...['https://0/', 'https://0.0.0.0/', 'https://[::]/', 'https://255.255.255.255/', 'https://224.0.0.1/'],
    ...[
      'https://10.0.0.1/',
      'https://172.16.0.1/',
      'https://192.168.0.1/',
      'https://100.64.0.1/',
      'https://198.18.0.1/',
    ],
    ...['https://169.254.169.254/', 'https://[fe80::1]/', 'https://[fd00:ec2::254]/', 'https://192.0.0.192/'],
    ...['https://localhost/', 'https://LOCALHOST./', 'https://a.localhost/', 'https://0251.0376.0251.0376/'],
  ])('is not %s', (url) => {
    expect(() => refuseUnusable(url, nobody)).toThrow('private network')
  })

  test.each([
    ['http://example.com/', 'not encrypted'],
    ['ftp://example.com/', 'https://'],
    ['example.com', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['https://user:secret@example.com/', 'name or password'],
    ['https://example.com/#part', 'fragment'],
    ['https://', 'https://'],
  ])('is not %s either', (url, why) => {
    expect(() => refuseUnusable(url, nobody)).toThrow(why)
  })

  test('is a public one, or one that the operator has named', () => {
    for (const url of ['https://example.com/a?b=c', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/'])
      expect(refuseUnusable(url, nobody).href).toBe(url)
    const named = { ...nobody, allowedHosts: new Set(['ats.internal', '10.0.0.5', 'fd00::5']) }
    for (const url of ['http://ats.internal/', 'https://10.0.0.5/', 'http://[fd00::5]/', 'http://ATS.internal./'])
      expect(() => refuseUnusable(url, named), url).not.toThrow()
    for (const url of ['http://x.ats.internal/', 'https://10.0.0.6/'])
      expect(() => refuseUnusable(url, named), url).toThrow()
  })

  test('is looked at again when it is posted to: a name may lead elsewhere a moment later', async () => {
    const leads = vi.fn<() => Promise<Address[]>>()
    const rebound = { allowedHosts: new Set<string>(), resolve: leads }
    for (const addresses of [
      [{ address: '127.0.0.1', family: 4 }],
      [{ address: '::ffff:127.0.0.1', family: 6 }],
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ]) {
      leads.mockResolvedValueOnce(addresses)
      const outcome = await post(`https://rebind.example:${port}/rebound`, '{}', {}, rebound)
      expect(outcome).toMatchObject({ status: null, error: 'Not sent: the address leads into a private network' })
    }
    expect(leads).toHaveBeenCalledTimes(3)
    expect(receiver.at('/rebound')).toEqual([])
  })

  test('is asked for once an attempt, and the connection goes to what was answered', async () => {
    const leads = vi.fn(async (): Promise<Address[]> => [{ address: '127.0.0.1', family: 4 }])
    const outcome = await post(
      `http://receiver.example:${port}/named`,
      '{}',
      {},
      {
        allowedHosts: new Set(['receiver.example']),
        resolve: leads,
      },
    )
    expect(outcome.status).toBe(200)
    expect(leads).toHaveBeenCalledTimes(1)
    expect(receiver.at('/named')[0]?.headers.host).toBe(`receiver.example:${port}`)
  })
})

test('a name that is not there is said to be so, and a named host is looked up as everybody does', async () => {
  const { resolve } = receivingFrom(new Set(['localhost']))
  expect((await resolve('localhost')).map(({ address }) => address)).toContain('127.0.0.1')
  await expect(resolve('nothing.invalid')).rejects.toThrow('was not found')
  const outcome = await post('https://nothing.invalid/', '{}', {}, receivingFrom(new Set()))
  expect(['There is no such host', 'The name could not be looked up']).toContain(outcome.error)
})

describe('a webhook to a private address', () => {
  const { build } = testApp({ ROLES: 'web' })

  test('is refused, and the answer says why', async () => {
    const company = await build.company()
    const { status, body } = await company.api('/room/v1/webhooks', {
      method: 'POST',
      body: { url: 'https://169.254.169.254/latest/meta-data' },
    })
    expect(status).toBe(422)
    expect(body.error.details.messages.url).toEqual(['leads into a private network'])
  })
})

describe('an attempt', () => {
  const known = { allowedHosts: new Set(['127.0.0.1']), resolve: async (): Promise<Address[]> => [] }
  const attempt = (path: string) => post(receiver.url + path, '{}', {}, known)

  test('at an endless answer reads no more than it keeps', async () => {
    receiver.manner = 'endless'
    const outcome = await attempt('/endless')
    expect(outcome).toMatchObject({ status: 200, answer: 'x'.repeat(500) })
    await pause(300)
    expect(receiver.written).toBeLessThan(50_000_000)
  })

  test('follows no redirect', async () => {
    receiver.manner = 'redirect'
    expect(await attempt('/redirected')).toMatchObject({ status: 302 })
    expect(receiver.at('/elsewhere')).toEqual([])
  })

  test('says in words what went wrong', async () => {
    receiver.manner = 'reset'
    expect(await attempt('/reset')).toMatchObject({ status: null, error: 'The connection was broken off' })
    receiver.manner = 'not http'
    expect((await attempt('/odd')).error).toContain('is not HTTP')
    receiver.manner = 'silent body'
    expect(await attempt('/silent')).toMatchObject({ status: 200, answer: 'Part' })
    expect((await post('http://127.0.0.1:1/', '{}', {}, known)).error).toBe('The connection was refused')
    expect((await post(`https://127.0.0.1:${port}/`, '{}', {}, known)).error).toBe('The receiver does not speak TLS')
  })

  test('at somebody who would rather speak another protocol ends too', async () => {
    receiver.manner = 'another protocol'
    expect(await attempt('/upgrade')).toMatchObject({ status: 101, error: null })
  })

  test('is not made at somebody whose certificate nobody has signed', async () => {
    const read = (name: string) => readFile(join(import.meta.dirname, 'fixtures', name))
    const asked = vi.fn()
    const server = createServer({ key: await read('self-signed.key'), cert: await read('self-signed.crt') }, asked)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const outcome = await post(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`, '{}', {}, known)
    expect(outcome.error).toContain("The receiver's certificate is not to be trusted")
    expect(asked).not.toHaveBeenCalled()
    server.close()
  })

  test('at somebody who says nothing ends', async () => {
    receiver.manner = 'hang'
    expect(await attempt('/hang')).toMatchObject({ status: null, error: 'No answer within 15 seconds' })
  })
})
