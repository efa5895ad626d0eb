/** What a sentence is for one, two, few or many: `#` is the number. Arabic has six of these, English two. */
export function counted(language: string, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }) {
  const rules = new Intl.PluralRules(language)
  return (count: number) => (forms[rules.select(count)] ?? forms.other).replace('#', String(count))
}
