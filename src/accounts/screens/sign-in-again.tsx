import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Me } from '../contract.ts'
import { SignIn } from './sign-in.tsx'

/**
 * The sign-in over a page whose session has ended. A dialog itself: one that was open below would keep everything else from
 * being pressed, also while nobody sees it. It is not closed by Escape: there is nothing to go back to.
 */
export function SignInAgain({ done }: { done: (me: Me) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="whole" aria-label="Sign in" onClose={() => dialog.current?.showModal()}>
      <SignIn done={done} />
    </dialog>
  )
}
