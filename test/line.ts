import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Line = Awaited<ReturnType<typeof openLine>>
type Connection = { near: Socket; far: Socket; dead: boolean }

/**
 * A line to a server that fails as lines do: cut, it resets and refuses; swallowing, it leaves every connection open
 * and delivers nothing on it ever again, which no browser notices by itself. It may be slow, all connections together.
 */
export async function openLine(port: number) {
  const open = new Set<Connection>()
  const up = createLane()
  const down = createLane()
  let state: 'good' | 'cut' | 'swallowing' = 'good'

  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const connection = { near, far: connect(port, '127.0.0.1'), dead: state === 'swallowing' }
    open.add(connection)
    pass(connection, near, connection.far, up)
    pass(connection, connection.far, near, down)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))

  function pass(connection: Connection, from: Socket, to: Socket, lane: Lane): void {
    let last = Promise.resolve()
    from.on('data', (bytes) => {
      from.pause()
      last = lane.carry(bytes.length).then(() => {
        if (!connection.dead) to.write(bytes)
        from.resume()
      })
    })
    from.on('error', () => {})
    from.on('close', () => {
      open.delete(connection)
      void last.then(() => to.destroySoon())
    })
  }

  const hangUp = () => {
    for (const { near, far } of open) for (const end of [near, far]) end.destroy()
  }

  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    be(next: typeof state) {
      state = next
      if (next === 'cut') hangUp()
      if (next === 'swallowing') for (const connection of open) connection.dead = true
    },
    /** So many bits a second each way; without a number, as fast as it goes. */
    carry(bitsPerSecond?: number) {
      up.bitsPerSecond = down.bitsPerSecond = bitsPerSecond
    },
    close() {
      hangUp()
      server.close()
    },
  }
}

type Lane = ReturnType<typeof createLane>

/** One direction: what comes while it is busy waits for its turn. */
function createLane() {
  let freeAt = 0
  return {
    bitsPerSecond: undefined as number | undefined,
    async carry(bytes: number): Promise<void> {
      if (this.bitsPerSecond === undefined) return
      const now = performance.now()
      freeAt = Math.max(freeAt, now) + (bytes * 8000) / this.bitsPerSecond
      await sleep(freeAt - now)
    },
  }
}
