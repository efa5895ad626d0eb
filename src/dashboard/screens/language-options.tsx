import { languages } from '../../lib/languages.ts'

/** To choose from: the languages we speak to people in, each by its own name. */
export const LanguageOptions = () => (
  <>
    {Object.entries(languages).map(([tag, name]) => (
      <option key={tag} value={tag} lang={tag}>
        {name}
      </option>
    ))}
  </>
)
