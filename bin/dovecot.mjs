import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { install } from './apt.mjs'
import { once } from './lock.mjs'

const program = '/usr/sbin/dovecot'
const policy = '/usr/sbin/policy-rc.d'

/** The IMAP server of the tests, Debian's, where we are root: without it they are skipped. It is not left running. */
export async function bringDovecot() {
  if (existsSync(program) || process.getuid?.() !== 0) return
  await once(async () => {
    const isOurs = !existsSync(policy)
    // What is installed for the tests alone is not to answer anybody: the way Debian asks before it starts a service.
    if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    try {
      await install('dovecot-imapd')
    } finally {
      if (isOurs) rmSync(policy)
    }
  })
}
