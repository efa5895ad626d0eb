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
      media: { about: 'copy the recordings, or leave them (default: copy from the disk, leave in a bucket)' },
    },
    run: async (house, { to = '', keep, media }) => {
      const world = await house.world()
      const { connection } = await house.storage()
      const copies = media === undefined ? house.config.media.store === 'disk' : readMedia(media)
      const given = {
        keep: keep === undefined ? undefined : readKeep(keep),
        media: copies ? 'copied' : 'left',
      } as const
      return backUp({ world, connection, to, ...given })
    },
    text: ({ data, rows, mediaFiles, media }) =>
      `${data}: ${rows} rows, ${mediaFiles} media files${media === 'left' ? leftSays : ''}.\nThe master key (secret.key or SECRET_KEY) is not in it: keep that apart.`,
  }),
  command({
    name: 'restore',
    about: 'Bring a back-up into an empty DATA_DIR that holds the old secret.key',
    options: {
      from: { about: 'The folder that backup wrote to', required: true },
      data: { about: 'Which of its data-… folders (default: the newest)' },
    },
    run: (house, { from = '', data }) => restore(house, from, data),
    text: ({ data, rows, mediaFiles, jobs, erased, missing }) =>
      `${data} is restored: ${rows} rows, ${mediaFiles} media files, ${jobs} jobs waiting.` +
      (missing ? `\n${missing} recordings are neither in the back-up nor in the store, and cannot be played.` : '') +
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

const leftSays = `, WHICH ARE NOT IN IT: only their names are. Without the bucket they are lost, so switch on its
versioning or replication, or back them up too with --media copy`

function readMedia(text: string): boolean {
  if (text !== 'copy' && text !== 'leave') throw new StartUpError('--media is copy or leave.')
  return text === 'copy'
}

function readKeep(text: string): number {
  const keep = Number(text)
  if (!Number.isInteger(keep) || keep < 1) throw new StartUpError('--keep is a number of back-ups, at least 1.')
  return keep
}
