/** What the dashboard's parts tell each other of the session, wherever it is noticed. */
const ended = 'greenroom-session-ended'
const begun = 'greenroom-session-begun'

export const sayEnded = () => dispatchEvent(new Event(ended))
export const sayBegun = () => dispatchEvent(new Event(begun))

/** Calls when the session has ended; the answer stops that. For effects. */
export const onEnded = (act: () => void) => listen(ended, act)
/** The same when it has begun anew: what could not be read or saved meanwhile can be now. */
export const onBegun = (act: () => void) => listen(begun, act)

function listen(name: string, act: () => void) {
  addEventListener(name, act)
  return () => removeEventListener(name, act)
}
