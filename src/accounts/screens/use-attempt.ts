import { useState } from 'preact/hooks'
import { tooOften } from './too-often.ts'

/** Does something, and tells what the server said where it did not; `done` is what to say when it did. */
export function useAttempt() {
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const attempt = async (act: () => Promise<unknown>, done = '') => {
    setBusy(true)
    setSaid('')
    try {
      await act()
      setWrong(undefined)
      setSaid(done)
      return true
    } catch (error) {
      setWrong(tooOften(error) ?? (error as Error).message)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { attempt, said, wrong, isBusy }
}
