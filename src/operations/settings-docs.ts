import { settings } from '../lib/config.ts'

type Row = { name: string; about: string; given: string | undefined; secret: boolean }

const rows: Row[] = Object.entries(settings).map(([name, setting]) => ({
  name,
  about: setting.about,
  given: 'default' in setting ? setting.default : undefined,
  secret: 'secret' in setting && setting.secret === true,
}))

/** docs/configuration.md, from the settings' own table. */
export function configurationPage(): string {
  const table = rows.map(({ name, about, given, secret }) => {
    const value = given === undefined ? '' : `\`${given}\``
    return `| \`${name}\`${secret ? ' (secret)' : ''} | ${value} | ${about.replaceAll('|', '\\|')} |`
  })
  return `# Configuration

Every setting is an environment variable, read once at the start; all that are wrong are named at once. None is needed:
\`npm start\` works without any. Each also works as \`NAME_FILE\`, the path of a file that holds the value: use that for
the secrets. This page is printed from \`src/lib/config.ts\` by \`npm run docs\`.

| setting | default | what it does |
| --- | --- | --- |
${table.join('\n')}
`
}

/** .env.example: every setting, commented out, with its default. */
export const environmentExample = (): string =>
  `${rows.map(({ name, about, given = '' }) => `# ${about}\n#${name}=${given}`).join('\n\n')}\n`
