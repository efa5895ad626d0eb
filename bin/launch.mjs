// Runs one of the package's scripts on a machine that has nothing but some Node and npm.
// Plain JavaScript without dependencies, for it runs before either is there: keep it working on Node 20.
import { buildBundle, isBundled } from './bundle.mjs'
import { bringDovecot } from './dovecot.mjs'
import { serverFlags } from './flags.mjs'
import { findNode } from './node.mjs'
import { installPackages } from './packages.mjs'
import { findPrograms } from './programs.mjs'
import { findSwift } from './swift.mjs'
import { root, run, Sorry, say } from './terminal.mjs'

const scripts = {
  start: (args) => node(...serverFlags, 'src/main.ts', ...args),
  dev: (args) => node(...serverFlags, '--watch', 'src/main.ts', ...args),
  test: (args) => tool('vitest', 'run', ...args),
  check: () => all(tool('tsc'), tool('biome', 'check', '.')),
  bench: (args) => node('bench/run.ts', ...args),
  // One after the other: rounds of kills beside them would starve the recorders that are weighed.
  faults: (args) =>
    all(
      {
        ...tool('vitest', 'run', 'test/faults', '--no-file-parallelism', ...args),
        also: { ROUNDS: process.env.ROUNDS ?? '20' },
      },
      node('test/faults/table.ts'),
    ),
  screenshots: (args) =>
    all({ ...tool('vitest', 'run', 'test/journeys', ...args), also: { SCREENSHOTS: `${root}/.runtime/screenshots` } }),
  docs: () => node('src/operations/print-docs.ts'),
  'db:change': (args) => node('test/row-types.ts', ...args),
  greenroom: (args) => node('src/operations/cli.ts', ...args),
}

/** These open our pages in browsers. */
const browsed = ['test', 'faults', 'bench', 'screenshots']

// What Node has compiled is kept: a start is a third quicker.
process.env.NODE_COMPILE_CACHE ??= `${root}/.runtime/compiled`

const [script = '', ...args] = process.argv.slice(2)
try {
  if (!(script in scripts)) throw new Sorry(`Scripts: ${Object.keys(scripts).join(', ')}.`)
  process.exitCode = await launch(script, args)
} catch (error) {
  if (!(error instanceof Sorry)) throw error
  say(error.message)
  process.exitCode = 1
}

/** Answers the exit code of the script. */
async function launch(script, args) {
  const nodePath = await findNode()
  const needsBundle = ['start', ...browsed].includes(script) && !isBundled()
  await installPackages({ dev: needsBundle || !['start', 'greenroom'].includes(script) })
  if (needsBundle) await buildBundle(nodePath)

  if (script === 'test') await bringDovecot()
  const found = {
    ...(browsed.includes(script) ? await findPrograms() : {}),
    ...(script === 'test' ? await findSwift() : {}),
  }
  let worst = 0
  for (const { command, also = {} } of [scripts[script](args)].flat()) {
    const env = { ...found, ...also }
    worst = (await run(nodePath, command, env)) || worst
  }
  return worst
}

function node(...command) {
  return { command }
}

function tool(name, ...args) {
  const paths = { vitest: 'vitest/vitest.mjs', tsc: 'typescript/bin/tsc', biome: '@biomejs/biome/bin/biome' }
  return node(`${root}/node_modules/${paths[name]}`, ...args)
}

function all(...steps) {
  return steps
}
