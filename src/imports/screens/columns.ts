import { isAddress } from '../../candidates/address.ts'
import type { ImportRow } from '../contract.ts'

export const fields = ['emailAddress', 'firstName', 'lastName', 'fullName'] as const
export type Field = (typeof fields)[number]
/** Which column holds what; -1 for none. */
export type Columns = Record<Field, number>
export type Table = { headings: string[]; rows: string[][] }

/** How columns are called in the exports people have, in many languages; without the signs that `plain` takes off. */
const names: Record<Field, RegExp> = {
  emailAddress:
    /^(e ?mail|mail|email ?address|e ?mail ?adresse|adresse ?e ?mail|courriel|correo.*|posta.*|e ?posta|البريد.*|メール.*|邮箱|电子邮件)$/,
  firstName:
    /^(first ?name|given ?name|fore ?name|vorname|prenom|nombre|nome|voornaam|imie|fornamn|ad|الاسم ?الاول|名)$/,
  lastName:
    /^(last ?name|family ?name|sur ?name|nachname|familienname|name ?de ?famille|nom( de famille)?|apellidos?|cognome|achternaam|nazwisko|efternamn|soyad|اسم ?العايلة|姓)$/,
  fullName:
    /^(name|full ?name|candidate( name)?|kandidat|bewerber(in)?|nom complet|candidat|nombre completo|nome completo|naam|الاسم|姓名|氏名)$/,
}

/** Headings without their accents, signs and capitals. */
const plain = (heading: string) =>
  heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A first row with an address in it is somebody and not a heading. */
export function tableOf(lines: string[][]): Table {
  const [first = [], ...rest] = lines
  const width = Math.max(0, ...lines.slice(0, 1000).map(({ length }) => length))
  const hasHeadings = !first.some(isAddress)
  const headings = Array.from(
    { length: width },
    (_, index) => (hasHeadings && first[index]?.trim()) || `Column ${index + 1}`,
  )
  return { headings, rows: hasHeadings ? rest : lines }
}

/** By the headings; the address, where no heading tells, by what stands in the columns. */
export function guess({ headings, rows }: Table): Columns {
  const at = (field: Field) => headings.findIndex((heading) => names[field].test(plain(heading)))
  const emailAddress = at('emailAddress')
  const columns = { emailAddress, firstName: at('firstName'), lastName: at('lastName'), fullName: -1 }
  if (columns.firstName < 0 || columns.lastName < 0) columns.fullName = at('fullName')
  if (columns.fullName >= 0 && columns.lastName === columns.fullName) columns.fullName = -1
  return emailAddress >= 0 ? columns : { ...columns, emailAddress: fullestOf(headings.length, rows) }
}

function fullestOf(width: number, rows: string[][]): number {
  const sample = rows.slice(0, 100)
  const counts = Array.from({ length: width }, (_, index) => sample.filter((row) => isAddress(row[index] ?? '')).length)
  const most = Math.max(0, ...counts)
  return most === 0 ? -1 : counts.indexOf(most)
}

/** NUL is not text anywhere behind the door, and half a character is none. */
const text = (value = '') => value.replaceAll('\0', '').toWellFormed().trim()

export function rowsOf({ rows }: Table, columns: Columns): Required<ImportRow>[] {
  const cell = (row: string[], field: Field) => (columns[field] < 0 ? '' : text(row[columns[field]]))
  return rows.map((row) => {
    const [first, last] = split(cell(row, 'fullName'))
    return {
      firstName: cell(row, 'firstName') || first,
      lastName: cell(row, 'lastName') || last,
      emailAddress: cell(row, 'emailAddress'),
    }
  })
}

/** `Lovelace, Ada` and `Ada Lovelace` are the same; the last word is the family's. */
function split(name: string): [first: string, last: string] {
  const [family, given] = name.split(',', 2)
  if (given !== undefined) return [given.trim(), family?.trim() ?? '']
  const space = name.lastIndexOf(' ')
  return space < 0 ? [name, ''] : [name.slice(0, space).trim(), name.slice(space + 1)]
}
