import { render } from 'preact'
import { Share } from '../room/screens/share.tsx'
import './ui/tokens.css'
import './ui/room.css'

/** The page at /s/{token}: the answers of one interview, for whoever was given the link. */
const token = location.pathname.split('/').at(-1) ?? ''
const page = document.getElementById('page')
if (page) render(<Share token={token} />, page)
