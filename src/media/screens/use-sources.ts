import { useEffect, useState } from 'preact/hooks'

const askAgainMs = 3000

type Segment = { mediaUrl: string; mediaType: string | null }
export type CopyState = 'preparing' | 'ready' | 'impossible'

/** Where to play segments from: as they were recorded, or in copies made for this browser, once those are there. */
export function useSources(
  segments: Segment[],
  askForCopy: (mediaUrl: string) => Promise<CopyState>,
): string[] | Exclude<CopyState, 'ready'> {
  const foreign = segments.filter(({ mediaType }) => !canPlay(mediaType))
  const [state, setState] = useState<CopyState>(foreign.length > 0 ? 'preparing' : 'ready')
  useEffect(() => {
    if (state !== 'preparing') return
    let timer: number
    const look = async () => {
      const states = await Promise.all(foreign.map(({ mediaUrl }) => askForCopy(mediaUrl)))
      const next = states.find((each) => each !== 'ready') ?? 'ready'
      if (next === 'preparing') timer = window.setTimeout(() => void look(), askAgainMs)
      else setState(next)
    }
    void look()
    return () => clearTimeout(timer)
  }, [state])
  if (state !== 'ready') return state
  return segments.map(({ mediaUrl, mediaType }) => (canPlay(mediaType) ? mediaUrl : withCopy(mediaUrl)))
}

const withCopy = (mediaUrl: string) => `${mediaUrl}${mediaUrl.includes('?') ? '&' : '?'}as=mp4`

const canPlay = (type: string | null) => type === null || document.createElement('video').canPlayType(type) !== ''
