import { accounts } from './accounts/index.ts'
import { analytics } from './analytics/index.ts'
import { assessments } from './assessments/index.ts'
import { bounces } from './bounces/index.ts'
import { browser } from './browser/index.ts'
import { candidates } from './candidates/index.ts'
import { criteria } from './criteria/index.ts'
import { events } from './events/index.ts'
import { exports } from './exports/index.ts'
import { health } from './health/index.ts'
import { imports } from './imports/index.ts'
import { invitations } from './invitations/index.ts'
import type { Feature } from './lib/feature.ts'
import { library } from './library/index.ts'
import { media } from './media/index.ts'
import { notices } from './notices/index.ts'
import { openapi } from './openapi/index.ts'
import { pictures } from './pictures/index.ts'
import { preview } from './preview/index.ts'
import { questions } from './questions/index.ts'
import { requests } from './requests/index.ts'
import { reviews } from './reviews/index.ts'
import { room } from './room/index.ts'
import { shares } from './shares/index.ts'
import { unsubscribing } from './unsubscribing/index.ts'
import { webhooks } from './webhooks/index.ts'

/** The table of contents: everything Greenroom does, one line a feature. */
export const features: Feature[] = [
  accounts, // companies, users, tokens, API keys
  assessments, // questions plus an opening window
  pictures, // logos and banners
  questions, // what is asked
  library, // questions to copy from
  candidates, // people and their interviews
  imports, // a thousand candidates at a time
  exports, // a table of them for a spreadsheet
  invitations, // the letters to candidates
  unsubscribing, // no more reminders
  bounces, // letters that come back
  notices, // letters to the company's own people
  shares, // the public address of an interview
  room, // the candidate's room: takes, segments, answers
  preview, // the room as its candidates will find it
  requests, // what a candidate asks for: time, a later deadline, a retake
  media, // recordings made playable, played by range
  criteria, // what reviewers mark
  reviews, // what reviewers think of an interview, and the scores made of it
  analytics, // how far candidates get, how reviewers agree
  events, // what happened, chained
  webhooks, // telling other programs what happened
  browser, // the scripts and styles of the pages
  health, // alive, ready
  openapi, // the description of all this
]
