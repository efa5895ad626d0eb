import { useEffect, useState } from 'preact/hooks'
import { useWords } from './language.tsx'
import { Playback } from './playback.tsx'

const askAgainMs = 2000

/** Where a take plays from; undefined while it is not all there yet, null where it never will be. */
export type Watch = (takeId: string) => Promise<string[] | undefined | null>

/** Their own take from the server: after a reload, or on another device. */
export function OwnTake({ takeId, watch, label }: { takeId: string; watch: Watch; label: string }) {
  const words = useWords()
  const urls = useTake(takeId, watch)
  if (urls === null) return <p class="stage-text">{words.elsewhere}</p>
  if (urls === undefined) return <p class="stage-text">{words.preparing}</p>
  return <Playback urls={urls} label={label} />
}

function useTake(takeId: string, watch: Watch) {
  const [urls, setUrls] = useState<string[] | undefined | null>()
  useEffect(() => {
    let timer: number
    let left = false
    const ask = async () => {
      const found = await watch(takeId)
      if (left) return
      setUrls(found)
      if (found === undefined) timer = window.setTimeout(() => void ask(), askAgainMs)
    }
    void ask()
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [takeId])
  return urls
}
