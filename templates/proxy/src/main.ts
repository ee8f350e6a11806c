import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { configFileName, findConfigFile } from './config/find-config-file.js'
import { InvalidConfig, type ProxyEvent, startProxy } from './start.js'

/** Runs the proxy until it is told to stop: `node --import tsx src/main.ts [FILE]`, where the nearest config is taken unless one is named. */
const configFile = path.resolve(process.argv[2] ?? findConfigFile(process.cwd()) ?? configFileName)

function tell({ level, message }: ProxyEvent): void {
  process.stderr.write(`${JSON.stringify({ time: Date.now(), level, message })}\n`)
}

function render({ address, port }: AddressInfo): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}

// Whoever read the logs may leave; the proxy goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

try {
  const proxy = await startProxy({ configFile, tell })
  tell({ level: 'info', message: `Listening on ${render(proxy.address)}.` })
  if (proxy.admin !== null) tell({ level: 'info', message: `The admin API is on ${render(proxy.admin)}.` })
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    tell({ level: 'info', message: 'Stopping: requests at work are given their time.' })
    void proxy.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  const problems = error instanceof InvalidConfig ? error.problems : []
  for (const { line, column, message, hint } of problems) {
    tell({ level: 'error', message: `${configFile}:${line}:${column} ${message} ${hint}` })
  }
  if (problems.length === 0)
    tell({ level: 'error', message: error instanceof Error ? error.message : String(error) })
  process.exitCode = 2
}
