import { render } from 'preact'
import { Room } from '../room/screens/room.tsx'
import './ui/tokens.css'
import './ui/room.css'

/** The page at /i/{token}. The token stays in this page's memory and leaves it only as a header. */
const token = location.pathname.split('/').at(-1) ?? ''
const page = document.getElementById('page')
if (page) render(<Room token={token} />, page)
