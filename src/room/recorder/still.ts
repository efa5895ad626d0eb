const width = 320
/** By then the camera has found its light. */
const afterMs = 1500

/** A small JPEG of what a stream shows a moment from now; undefined where it shows nothing. */
export async function stillOf(stream: MediaStream): Promise<ArrayBuffer | undefined> {
  if (stream.getVideoTracks().length === 0) return undefined
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true })
  video.srcObject = stream
  try {
    await video.play()
    await new Promise((passed) => setTimeout(passed, afterMs))
    return await draw(video)
  } catch {
    return undefined
  } finally {
    video.srcObject = null
  }
}

async function draw(video: HTMLVideoElement): Promise<ArrayBuffer | undefined> {
  if (video.videoWidth === 0) return undefined
  const height = Math.round((width * video.videoHeight) / video.videoWidth)
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')?.drawImage(video, 0, 0, width, height)
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', 0.7))
  return await blob?.arrayBuffer()
}
