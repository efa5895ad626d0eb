/**
 * What to record in, best first. Safari before 18.4 has no WebM, and rotates its own on phones after; elsewhere
 * WebM comes out every second, where MP4 waits for a key frame. Never bare: the codec decides what plays.
 */
export function mimeTypes(kind: 'video' | 'audio', isSafari: boolean): string[] {
  const webm = {
    video: ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus'],
    audio: ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'],
  }
  const mp4 = { video: ['video/mp4'], audio: ['audio/mp4'] }
  return isSafari ? [...mp4[kind], ...webm[kind]] : [...webm[kind], ...mp4[kind]]
}
