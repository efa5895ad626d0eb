import { useEffect, useMemo, useState } from 'preact/hooks'

/** What this page still holds in memory: one part per run of the recorder. */
export function PartsPlayback({ parts, label }: { parts: Blob[]; label: string }) {
  const urls = useMemo(() => parts.map((part) => URL.createObjectURL(part)), [parts])
  useEffect(() => () => forget(urls), [urls])
  return <Playback urls={urls} label={label} />
}

/** Their own answer, one part after the other. */
export function Playback({ urls, label }: { urls: string[]; label: string }) {
  const [playing, setPlaying] = useState(0)
  return (
    // biome-ignore lint/a11y/useMediaCaption: their own words of a moment ago
    <video
      class="own"
      aria-label={label}
      controls
      playsInline
      preload="metadata"
      autoPlay={playing > 0}
      src={urls[playing]}
      onLoadedMetadata={(event) => findLength(event.currentTarget)}
      onEnded={() => setPlaying((part) => (part + 1 < urls.length ? part + 1 : part))}
    />
  )
}

function forget(urls: string[]): void {
  for (const url of urls) URL.revokeObjectURL(url)
}

/** A recording fresh from the recorder tells no length; a browser finds it when sent past the end. */
function findLength(video: HTMLVideoElement): void {
  if (video.duration !== Number.POSITIVE_INFINITY) return
  video.ondurationchange = () => {
    if (video.duration === Number.POSITIVE_INFINITY) return
    video.ondurationchange = null
    video.currentTime = 0
  }
  video.currentTime = Number.MAX_SAFE_INTEGER
}
