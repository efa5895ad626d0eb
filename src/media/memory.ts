import { type ChildProcess, execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const everyMs = 250

/** Calls back while a child holds more memory than it may: its heap limit does not count what lies outside. */
export function watchMemory(child: ChildProcess, rssBytes: number, exceeded: () => void): NodeJS.Timeout {
  return setInterval(async () => {
    if (child.pid && (await residentBytes(child.pid)) > rssBytes) exceeded()
  }, everyMs)
}

/** Zero for a process that is gone. */
async function residentBytes(pid: number): Promise<number> {
  const kilobytes = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid)
  return kilobytes * 1024
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return Number(stdout)
}
