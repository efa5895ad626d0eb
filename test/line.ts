import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Line = Awaited<ReturnType<typeof openLine>>
type Connection = { near: Socket; far: Socket; dead: boolean }

/**
 * A line to a server that fails as lines do: cut, it resets and refuses; swallowing, it leaves every connection open
 * and delivers nothing on it ever again, which no browser notices by itself.
 */
export async function openLine(port: number) {
  const open = new Set<Connection>()
  let state: 'good' | 'cut' | 'swallowing' = 'good'

  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const connection = { near, far: connect(port, '127.0.0.1'), dead: state === 'swallowing' }
    open.add(connection)
    pass(connection, near, connection.far)
    pass(connection, connection.far, near)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))

  function pass(connection: Connection, from: Socket, to: Socket): void {
    from.on('data', (bytes) => !connection.dead && to.write(bytes))
    from.on('error', () => {})
    from.on('close', () => {
      to.destroy()
      open.delete(connection)
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
    close() {
      hangUp()
      server.close()
    },
  }
}
