import { useRef, useState } from 'preact/hooks'
import { appOf, kindOf } from './browsers.ts'
import { canRecord } from './camera.tsx'
import { Frame } from './frame.tsx'
import { useWords } from './language.tsx'
import { LinkAsPicture } from './link-as-picture.tsx'
import { Heading } from './notice.tsx'

/** Whether this is a browser to be interviewed in. */
export const isSuited = () => canRecord() && appOf(navigator.userAgent) === undefined

type Given = { company: string; stay: () => void }

/** Before a browser that cannot record, or the small one of an app: where to go, and the link to take along. */
export function Elsewhere({ company, stay }: Given) {
  const words = useWords()
  const app = appOf(navigator.userAgent)
  const kind = kindOf(navigator.userAgent)
  const system = app !== undefined && (kind === 'ios' || kind === 'android') ? kind : 'other'
  return (
    <Frame company={company}>
      <section class="card">
        <Heading>{words.elsewhereHeading}</Heading>
        <p>{app === undefined ? words.cameraOff.unsupported : app ? words.inApp(app) : words.inSomeApp}</p>
        <p>{words.openIn[system]}</p>
        {system === 'android' && (
          <a class="button" href={chromeLink(location)}>
            {words.openChrome}
          </a>
        )}
        <OwnLink isFirst={system !== 'android'} />
        <LinkAsPicture />
        {canRecord() && (
          <button type="button" class="quiet" onClick={stay}>
            {words.hereAnyway}
          </button>
        )}
      </section>
    </Frame>
  )
}

/** Android opens such an address in Chrome, out of whatever app it was pressed in. */
const chromeLink = ({ host, pathname, protocol }: Location) =>
  `intent://${host}${pathname}#Intent;scheme=${protocol.slice(0, -1)};package=com.android.chrome;end`

/** The link can be copied by hand too: small browsers often refuse the clipboard. */
function OwnLink({ isFirst }: { isFirst: boolean }) {
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    field.current?.select()
    const written = await navigator.clipboard?.writeText(location.href).then(
      () => true,
      () => false,
    )
    setCopied(written || document.execCommand('copy'))
  }
  return (
    <>
      <label class="picker">
        <span>{words.ownLink}</span>
        <input
          ref={field}
          type="text"
          readOnly
          dir="ltr"
          value={location.href}
          onFocus={() => field.current?.select()}
        />
      </label>
      <button type="button" class={isFirst ? 'primary' : ''} onClick={copy}>
        {words.copyLink}
      </button>
      <p role="status" class={copied ? 'kept' : 'unseen'}>
        {copied && words.copied}
      </p>
    </>
  )
}
