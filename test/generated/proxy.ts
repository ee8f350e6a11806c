import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from '../support/processes.js'

/**
 * The generated proxy as a stranger gets it: written into an empty repository, installed from the registry, type-checked,
 * tested, started, asked, stopped.
 *
 *     npm run generated
 */
const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const root = mkdtempSync(path.join(tmpdir(), 'banyan-generated-'))
const folder = path.join(root, 'strangler-proxy')
const old = createServer((request, response) => response.end(`the old ${request.url}`))

try {
  writeFileSync(path.join(root, 'package.json'), '{ "name": "shop", "private": true }\n')
  old.listen(0, '127.0.0.1')
  await once(old, 'listening')
  const port = await freePorts()
  const legacy = `http://127.0.0.1:${(old.address() as AddressInfo).port}`
  run(root, process.execPath, bin, 'strangle', 'init', '--legacy', legacy, '--port', String(port))
  run(folder, 'npm', 'install', '--engine-strict', '--no-audit', '--no-fund')
  run(folder, 'npm', 'run', 'types')
  run(folder, 'npm', 'test')
  const proxy = await start()
  try {
    const answer = await (await fetch(`http://127.0.0.1:${port}/users/7?x=1`)).text()
    if (answer !== 'the old /users/7?x=1') throw new Error(`The proxy answered ${answer}`)
  } finally {
    proxy.kill('SIGTERM')
  }
  const [code] = await once(proxy, 'close')
  if (code !== 0) throw new Error(`The proxy ended with ${code}.`)
  console.log('The generated proxy was installed, checked, tested, started, asked and stopped.')
} finally {
  old.closeAllConnections()
  old.close()
  rmSync(root, { recursive: true, force: true })
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  console.log(`$ ${[path.basename(command), ...args].join(' ')}`)
  execFileSync(command, args, { cwd, stdio: 'inherit', timeout: 300_000 })
}

async function start(): Promise<ChildProcess> {
  const proxy = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: folder,
    env: { ...process.env, STRANGLER_ADMIN_TOKEN: 'open-sesame' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  return new Promise((resolve, reject) => {
    proxy.stderr.on('data', text => {
      told += text
      if (told.includes('Listening on')) resolve(proxy)
    })
    proxy.on('close', code => reject(new Error(`The proxy ended with ${code}: ${told}`)))
  })
}
