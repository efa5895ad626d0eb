import { Type } from 'typebox'
import { languageTags } from './languages.ts'

/** A letter shown before anybody gets it. */
export const previewed = {
  language: Type.Enum(languageTags),
  direction: Type.Enum(['ltr', 'rtl']),
  subject: Type.String(),
  text: Type.String({ description: 'The letter as plain text' }),
}
export type Previewed = Type.Static<Type.TObject<typeof previewed>>
