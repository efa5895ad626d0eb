import { render } from 'preact'
import { Dashboard } from '../dashboard/screens/dashboard.tsx'
import './ui/tokens.css'
import './ui/dashboard.css'

/** The page at /: where a company's people work. Where they are in it stands after the #. */
const page = document.getElementById('page')
if (page) render(<Dashboard />, page)
