import { Readable } from 'node:stream'

/** An answer that is JSON text already, in pieces, written as its rows are read: a list of any length in flat memory. */
export class JsonStream {
  readonly pieces: AsyncIterator<string>

  constructor(pieces: AsyncIterator<string>) {
    this.pieces = pieces
  }
}

/**
 * The text to send: a string when it is one piece, else a stream. The first pieces are read before anything is
 * sent, so what goes wrong there is still an error answer; later, the connection is broken off.
 */
export async function streamOf({ pieces }: JsonStream): Promise<string | Readable> {
  const first = await pieces.next()
  if (first.done) return ''
  const second = await pieces.next()
  if (second.done) return first.value
  return readableOf(first.value + second.value, pieces)
}

/** Not Readable.from: that one never ends a generator whose reader left before the first read. */
function readableOf(start: string, pieces: AsyncIterator<string>): Readable {
  let waiting: string | undefined = start
  return new Readable({
    read() {
      const piece = waiting === undefined ? pieces.next() : Promise.resolve({ done: false, value: waiting })
      waiting = undefined
      piece.then(
        ({ done, value }) => this.push(done ? null : value),
        (error) => this.destroy(error),
      )
    },
    destroy(error, done) {
      Promise.resolve(pieces.return?.()).then(
        () => done(error),
        (failure) => done(error ?? failure),
      )
    },
  })
}

/** Writes `[row, row, …]` between two texts, a piece for each batch; one batch is one piece. */
export async function* writeList<Row>(
  before: string,
  batches: AsyncIterable<Row[]>,
  write: (row: Row) => string,
  after: string,
): AsyncGenerator<string> {
  let written = before
  let separator = ''
  for await (const batch of batches) {
    if (separator) {
      yield written
      written = ''
    }
    for (const row of batch) {
      written += separator + write(row)
      separator = ','
    }
  }
  yield written + after
}
