// Before the screens: what a feature says of its own comes after what holds for all.
import './ui/tokens.css'
import './ui/dashboard.css'
import { render } from 'preact'
import { Dashboard } from '../dashboard/screens/dashboard.tsx'

/** The page at /: where a company's people work. Where they are in it stands after the #. */
const page = document.getElementById('page')
if (page) render(<Dashboard />, page)
