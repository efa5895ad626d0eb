import { render } from 'preact'
import { Preview } from '../preview/screens/preview.tsx'
import './ui/tokens.css'
import './ui/room.css'

/** The page at /preview/{assessment}, framed by the dashboard: the room to look at, with nothing behind it. */
const page = document.getElementById('page')
if (page) render(<Preview id={location.pathname.split('/').at(-1) ?? ''} />, page)
