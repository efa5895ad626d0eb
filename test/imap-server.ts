import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

const program = '/usr/sbin/dovecot'
/** Dovecot hands its parts to users of their own, so it is started as root. */
export const hasImapServer = existsSync(program) && process.getuid?.() === 0
const nobody = 65_534

/** A real IMAP server on loopback with one mailbox: Debian's Dovecot (`dovecot-imapd`). */
export async function startImapServer() {
  const home = mkdtempSync(join(tmpdir(), 'greenroom-imap-'))
  const inbox = join(home, 'mail', 'new')
  for (const folder of [home, join(home, 'mail'), inbox, join(home, 'mail', 'cur'), join(home, 'mail', 'tmp')]) {
    mkdirSync(folder, { recursive: true })
    chownSync(folder, nobody, nobody)
  }
  const port = await freePort()
  const config = join(home, 'dovecot.conf')
  writeFileSync(config, settings(home, port))
  const server = spawn(program, ['-F', '-c', config], { stdio: 'ignore' })
  await untilItAnswers(port)
  return {
    url: `imap://bounces:${encodeURIComponent('pa@ss/word')}@127.0.0.1:${port}/INBOX`,
    /** Puts a message where a mail server would. */
    put(message: string | Buffer) {
      const path = join(inbox, `${Date.now()}.${crypto.randomUUID()}`)
      writeFileSync(path, message)
      chownSync(path, nobody, nobody)
    },
    stop: () => stop(server, home),
  }
}

const settings = (home: string, port: number) => `
base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${home}/mail
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
passdb {
  driver = static
  args = password=pa@ss/word
}
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${home}
}
`

async function untilItAnswers(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.destroy() !== undefined))
      socket.on('error', () => resolve(false))
    })
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Dovecot does not answer')
}

async function stop(server: ChildProcess, home: string): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await gone
  rmSync(home, { recursive: true, force: true })
}
