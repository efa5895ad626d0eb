import { writeFileSync } from 'node:fs'
import { configurationPage, environmentExample } from './settings-docs.ts'

/** `npm run docs`: prints what can be generated. A test holds the files to it. */
writeFileSync('docs/configuration.md', configurationPage())
writeFileSync('.env.example', environmentExample())
