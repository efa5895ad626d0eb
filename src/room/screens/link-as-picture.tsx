import { useEffect, useState } from 'preact/hooks'
import { useWords } from './language.tsx'

/** The link as a QR code, for a phone to go on with. Drawn here: the link is a key, and no other server is to see it. */
export function LinkAsPicture() {
  const words = useWords()
  const [rows, setRows] = useState<boolean[][]>()
  useEffect(() => void import('uqr').then(({ encode }) => setRows(encode(location.href, { border: 4 }).data)), [])
  if (!rows) return null
  return (
    <figure class="qr">
      <svg
        role="img"
        aria-label={words.linkPicture}
        viewBox={`0 0 ${rows.length} ${rows.length}`}
        shape-rendering="crispEdges"
      >
        <path d={rows.flatMap(squares).join('')} />
      </svg>
      <figcaption>{words.scan}</figcaption>
    </figure>
  )
}

const squares = (row: boolean[], y: number) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))
