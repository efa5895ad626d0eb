import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const size = { width: 640, height: 480, frames: 60, block: 8 }

/** A film that an encoder cannot make small, for a browser's fake camera: its own would need a tenth of what a face does. */
export function filmNoise(folder: string): string {
  const { width, height, frames, block } = size
  const path = join(folder, 'noise.y4m')
  const pieces: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`)]
  for (let frame = 0; frame < frames; frame++) pieces.push(Buffer.from('FRAME\n'), drawFrame(width, height, block))
  writeFileSync(path, Buffer.concat(pieces))
  return path
}

function drawFrame(width: number, height: number, block: number): Buffer {
  const picture = Buffer.alloc((width * height * 3) / 2, 128)
  const columns = width / block
  const tones = randomBytes(columns * (height / block))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const tone = tones[Math.floor(y / block) * columns + Math.floor(x / block)] ?? 0
      picture[y * width + x] = 96 + tone / 8
    }
  return picture
}
