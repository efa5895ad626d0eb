/** The cells of a CSV text, without its empty lines. The parser is loaded when there is something to parse. */
export async function parse(csv: string): Promise<string[][]> {
  const { default: papa } = await import('papaparse')
  const { data } = papa.parse<string[]>(csv.replace(/^\ufeff/, ''), {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  })
  return data
}
