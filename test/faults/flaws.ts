import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const every = 4
const flaws = ['refused', 'cut before it arrives', 'cut before its answer'] as const
type Flaw = (typeof flaws)[number]

/**
 * A proxy of the kind that stands before servers, having a bad day: of what a candidate's room asks, one request in four
 * is answered 503, or its connection is reset, before the server has it or, worse, after.
 */
export async function openFlawedProxy(port: number) {
  let asked = 0
  const met = new Map<Flaw, number>()

  const proxy = createServer((req, res) => {
    const flaw = state.flawed && req.url?.startsWith('/interview/v1/') ? nextFlaw() : undefined
    if (flaw) met.set(flaw, (met.get(flaw) ?? 0) + 1)
    if (flaw === 'refused') res.writeHead(503).end()
    else if (flaw === 'cut before it arrives') req.socket.resetAndDestroy()
    else forward(req, res, flaw !== undefined)
  })

  function nextFlaw(): Flaw | undefined {
    const number = asked++
    return number % every === every - 1 ? flaws[Math.floor(number / every) % flaws.length] : undefined
  }

  function forward(req: IncomingMessage, res: ServerResponse, isCut: boolean): void {
    const { method, url: path, headers } = req
    const onwards = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      if (isCut) return void req.socket.resetAndDestroy()
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onwards.on('error', () => res.destroy())
    req.pipe(onwards)
  }

  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', () => listening()))
  const state = {
    flawed: false,
    met,
    origin: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
  return state
}
