import { useEffect, useMemo, useState } from 'preact/hooks'
import { useWords } from './language.tsx'

/** Their own answer, from what this page still holds in memory: one part per run of the recorder, in a row. */
export function Playback({ parts, label }: { parts: Blob[]; label: string }) {
  const words = useWords()
  const urls = useMemo(() => parts.map((part) => URL.createObjectURL(part)), [parts])
  const [playing, setPlaying] = useState(0)
  useEffect(() => () => forget(urls), [urls])
  if (urls.length === 0) return <p class="stage-text">{words.elsewhere}</p>
  return (
    // biome-ignore lint/a11y/useMediaCaption: their own words of a moment ago
    <video
      class="own"
      aria-label={label}
      controls
      playsInline
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
