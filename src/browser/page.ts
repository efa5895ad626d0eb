import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Answer } from '../lib/door.ts'
import { escapeHtml } from '../lib/html.ts'
import { Problem } from '../lib/problem.ts'

const dist = join(import.meta.dirname, '../../dist')

type Built = Record<string, { file: string; css?: string[]; imports?: string[] }>

/** What one page may and others may not: frame pages of ours, stand in one, use the camera. */
type Rules = { frames?: boolean; framed?: boolean; devices?: boolean }

/** Nothing inline, nothing from elsewhere; what a recorder hands out as blob: may be played. */
const policyFor = ({ frames = false, framed = false }: Rules) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    ...(frames ? ["frame-src 'self'"] : []),
    `frame-ancestors ${framed ? "'self'" : "'none'"}`,
    "require-trusted-types-for 'script'",
    'trusted-types greenroom-rich-text',
  ].join('; ')

const headersFor = (rules: Rules) => {
  const own = rules.devices === false ? '()' : '(self)'
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyFor(rules),
    'permissions-policy': `camera=${own}, microphone=${own}, display-capture=(), geolocation=()`,
  }
}

/** The page an entry point runs in: empty, as everything in it is drawn by its script. */
export function pageFor(entry: string, rules: Rules = {}): Answer {
  const built = readBuilt()
  const { file } = built[entry] ?? { file: '' }
  const styles = [...new Set(stylesOf(built, entry))]
  const scripts = [...new Set(importsOf(built, entry))]
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, viewport-fit=cover">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Greenroom</title>
<link rel="icon" href="/icon.svg">
${styles.map((style) => `<link rel="stylesheet" href="/${escapeHtml(style)}">`).join('\n')}
${scripts.map((script) => `<link rel="modulepreload" href="/${escapeHtml(script)}">`).join('\n')}
<script type="module" src="/${escapeHtml(file)}"></script>
<div id="page"></div>
</html>
`
  return new Answer(200, html, headersFor(rules))
}

let kept: Built | undefined

/** What vite built, kept once it is there. */
function readBuilt(): Built {
  try {
    kept ??= JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Built
    return kept
  } catch {
    throw new Problem('unavailable', 'The pages are not built: start with npm start, or run npx vite build')
  }
}

function stylesOf(built: Built, name: string): string[] {
  const { css = [], imports = [] } = built[name] ?? {}
  return [...imports.flatMap((each) => stylesOf(built, each)), ...css]
}

/** Named in the page, they come with the script that imports them instead of after it. */
function importsOf(built: Built, name: string): string[] {
  const { imports = [] } = built[name] ?? {}
  return imports.flatMap((each) => [built[each]?.file ?? '', ...importsOf(built, each)])
}
