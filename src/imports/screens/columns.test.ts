import { describe, expect, test } from 'vitest'
import { guess, rowsOf, tableOf } from './columns.ts'
import { decode } from './decode.ts'
import { parse } from './parse.ts'

const read = async (bytes: Uint8Array) => {
  const table = tableOf(await parse(decode(bytes)))
  return rowsOf(table, guess(table))
}
const ada = { firstName: 'Ada', lastName: 'Müller, geb. Ö', emailAddress: 'ada@example.com' }
const csv = (between: string) =>
  ['Vorname', 'Nachname', 'E-Mail-Adresse'].join(between) +
  `\r\nAda${between}"Müller, geb. Ö"${between}ada@example.com\r\n\r\n`
const wide = (text: string, mark: boolean) => new Uint8Array(Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le'))

describe('a file is read, whatever wrote it', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode(csv(','))],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${csv(';')}`)],
    ['UTF-16', wide(csv('\t'), true)],
    ['UTF-16 without a mark', wide(csv(';'), false)],
    ['UTF-16 the other way round', new Uint8Array(Buffer.from(wide(csv('\t'), true)).swap16())],
    ['Windows-1252', new Uint8Array(Buffer.from(csv(';'), 'latin1'))],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toEqual([ada])
  })
})

describe('its columns are found', () => {
  test.each([
    ['First Name,Surname,Email', 'Ada,Lovelace,a@example.com'],
    ['courriel;nom de famille;Prénom', 'a@example.com;Lovelace;Ada'],
    ['Correo electrónico,Nombre,Apellidos', 'a@example.com,Ada,Lovelace'],
    ['البريد الإلكتروني,الاسم الأول,اسم العائلة', 'a@example.com,Ada,Lovelace'],
    ['Name,E-mail', 'Ada Lovelace,a@example.com'],
    ['Name,E-mail', '"Lovelace, Ada",a@example.com'],
  ])('under %s', async (headings, line) => {
    expect(await read(new TextEncoder().encode(`${headings}\n${line}`))).toEqual([
      { firstName: 'Ada', lastName: 'Lovelace', emailAddress: 'a@example.com' },
    ])
  })

  test('an address by itself without a heading', async () => {
    expect(await read(new TextEncoder().encode('a@example.com\nb@example.com'))).toMatchObject([
      { emailAddress: 'a@example.com' },
      { emailAddress: 'b@example.com' },
    ])
  })

  test('and nothing that is not text gets through', async () => {
    const [row] = await read(new TextEncoder().encode('email,first name\na@example.com,A\0da'))
    expect(row?.firstName).toBe('Ada')
  })
})
