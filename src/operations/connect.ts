import pg from 'pg'

/** A connection that sees every company, for as long as the work takes. */
export async function connected<T>(connection: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, application_name: 'greenroom operations' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`select set_config('greenroom.company_id', 'system', false)`)
    return await work(client)
  } finally {
    await client.end()
  }
}

/** One transaction: all of it or nothing; what it reads, it reads as of one moment. */
export async function atOnce<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}
