import { spawnSync } from 'node:child_process'
import { findFfmpeg } from '../src/media/ffmpeg.ts'
import { isCi } from './ci.ts'

const program = findFfmpeg(process.env.FFMPEG_PATH)

/** Where a machine has none, and the launcher could fetch none, what needs it is skipped; but not by CI. */
export const noFfmpeg = program === undefined && !isCi

/** So many seconds of a test picture and a tone, as a browser would have recorded them: WebM without length or cues. */
export function filmed(seconds: number): Buffer {
  const picture = ['-f', 'lavfi', '-i', `testsrc=size=320x240:rate=15:duration=${seconds}`]
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`]
  const codecs = [
    '-c:v',
    'libvpx',
    '-b:v',
    '300k',
    '-g',
    '15',
    '-deadline',
    'realtime',
    '-c:a',
    'libopus',
    '-live',
    '1',
  ]
  const { stdout } = spawnSync(String(program), [...picture, ...tone, ...codecs, '-f', 'webm', 'pipe:1'], {
    maxBuffer: 100_000_000,
  })
  return stdout
}
