import pg from 'pg'

export type Reader = Awaited<ReturnType<typeof connectReader>>

/**
 * Connects one shared reader: statements of many requests follow each other down its pipeline.
 * `forget` is called when it is lost, so that nobody is given it again.
 */
export async function connectReader(settings: pg.ClientConfig, forget: () => void) {
  // One slow statement would hold up everyone behind it.
  const shared = { pipeline: true, connectionTimeoutMillis: 5_000, statement_timeout: 30_000 }
  const client = new pg.Client({ ...settings, ...shared } as pg.ClientConfig)
  client.on('error', forget)
  client.on('end', forget)
  let scope = ''
  let told: Promise<unknown> = Promise.resolve()

  /** Tells the connection which company it works for from here on. */
  function tell(company: string) {
    scope = company
    told = client.query({
      name: 'scope',
      text: `select set_config('greenroom.company_id', $1, false)`,
      values: [company],
    })
    told.catch(() => {
      forget()
      client.end().catch(() => undefined)
    })
  }

  try {
    await client.connect()
  } catch (error) {
    forget()
    throw error
  }
  return {
    /**
     * Runs one statement in a company's scope. A connection runs statements in the order they are sent, and nothing
     * is awaited between telling it the scope and sending the statement: no other company's can slip between.
     */
    async query(company: string, query: pg.QueryConfig): Promise<pg.QueryResult> {
      if (scope !== company) tell(company)
      const [result] = await Promise.all([client.query(query), told])
      return result
    },
    close: () => client.end(),
  }
}
