import { type Command, command } from '../lib/command.ts'
import { migrate } from '../lib/migrate.ts'
import { StartUpError } from '../lib/start-up-error.ts'
import { backUp } from './backup.ts'
import { examine } from './doctor.ts'
import { restore } from './restore.ts'

/** What the host of an installation does with all of it. */
export const commands: Command[] = [
  command({
    name: 'backup',
    about: 'Back up everything but the master key into a folder, beside a running server',
    options: {
      to: { about: 'The folder; recordings already there are not copied again', required: true },
      keep: { about: 'How many back-ups stay in it (default: all)' },
    },
    run: async (house, { to = '', keep }) => {
      const world = await house.world()
      const { connection } = await house.storage()
      return backUp({ world, connection, to, keep: keep === undefined ? undefined : readKeep(keep) })
    },
    text: ({ data, rows, mediaFiles }) =>
      `${data}: ${rows} rows, ${mediaFiles} media files.\nThe master key (secret.key or SECRET_KEY) is not in it: keep that apart.`,
  }),
  command({
    name: 'restore',
    about: 'Bring a back-up into an empty DATA_DIR that holds the old secret.key',
    options: {
      from: { about: 'The folder that backup wrote to', required: true },
      data: { about: 'Which of its data-… folders (default: the newest)' },
    },
    run: (house, { from = '', data }) => restore(house, from, data),
    text: ({ data, rows, mediaFiles, jobs, erased }) =>
      `${data} is restored: ${rows} rows, ${mediaFiles} media files, ${jobs} jobs waiting.` +
      (erased ? `\n${erased} candidates had been erased since, and stay erased.` : ''),
  }),
  command({
    name: 'doctor',
    about: 'Look at everything this installation stands on, and say what is wrong',
    options: {},
    run: async (house) => {
      const findings = await examine(house)
      return { ok: findings.every(({ ok }) => ok), findings }
    },
    text: ({ findings }) =>
      findings.map(({ what, ok, says }) => `${ok ? 'ok   ' : 'WRONG'} ${what}: ${says}`).join('\n'),
    failed: ({ ok }) => !ok,
  }),
  command({
    name: 'migrate',
    about: 'Bring the database to this release, as a start does',
    options: {},
    run: async (house) => ({ applied: await migrate((await house.storage()).connection) }),
    text: ({ applied }) => (applied.length === 0 ? 'Nothing to do.' : `Applied: ${applied.join(', ')}`),
  }),
]

function readKeep(text: string): number {
  const keep = Number(text)
  if (!Number.isInteger(keep) || keep < 1) throw new StartUpError('--keep is a number of back-ups, at least 1.')
  return keep
}
