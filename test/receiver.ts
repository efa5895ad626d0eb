import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Got = { path: string; headers: IncomingHttpHeaders; body: string; at: number }
export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** How a receiver may answer: a status, or one of the ways in which they go wrong. */
export type Manner =
  | number
  | 'hang'
  | 'reset'
  | 'redirect'
  | 'endless'
  | 'silent body'
  | 'not http'
  | 'another protocol'
  | ((response: ServerResponse, got: Got) => void)

/** Somebody else's server that webhooks are posted to; `manner` says how it answers now, by path or for all. */
export async function startReceiver() {
  const got: Got[] = []
  const receiver = { got, manner: 200 as Manner, manners: {} as Record<string, Manner>, written: 0 }

  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers, body: await read(request), at: Date.now() }
    got.push(one)
    await answer(receiver.manners[one.path] ?? receiver.manner, one, response)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  async function answer(manner: Manner, one: Got, response: ServerResponse) {
    if (typeof manner === 'number') return response.writeHead(manner).end('Said by the receiver')
    if (typeof manner === 'function') return manner(response, one)
    if (manner === 'reset') return response.destroy()
    if (manner === 'redirect') return response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end()
    if (manner === 'not http') return response.socket?.end('hello?\r\n\r\n')
    if (manner === 'another protocol') return response.writeHead(101, { connection: 'upgrade', upgrade: 'x' }).end()
    if (manner === 'silent body') return response.writeHead(200, { 'content-length': 1000 }).write('Part')
    if (manner === 'endless') return await writeEndlessly(response)
  }

  /** A gigabyte, as fast as it is taken. */
  async function writeEndlessly(response: ServerResponse) {
    response.writeHead(200)
    const piece = Buffer.alloc(1_000_000, 'x')
    for (let megabytes = 0; megabytes < 1000 && !response.destroyed; megabytes++) {
      receiver.written += piece.length
      if (!response.write(piece)) {
        await new Promise((resolve) => {
          response.once('drain', resolve)
          response.once('close', resolve)
        })
      }
    }
    response.end()
  }

  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}`,
    /** What came, of one path. */
    at: (path: string) => got.filter((one) => one.path === path),
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  })
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}
