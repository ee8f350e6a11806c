#!/usr/bin/env node
import module from 'node:module'
import v8 from 'node:v8'

// Compiled code of earlier runs, where Node can keep it (from 22.1 on).
module.enableCompileCache?.()
// On Node 20 a run of a second or two is over before optimised code pays: quick code for all, optimised code for little.
// A proxy runs for months. The trees of large files are garbage soon, but old enough by then that only a heap that grows slowly
// is cleared of them.
if (process.versions.node.startsWith('20.') && process.argv[2] !== 'strangle') {
  v8.setFlagsFromString('--always-sparkplug')
  v8.setFlagsFromString('--interrupt-budget=1000000')
  v8.setFlagsFromString('--heap-growing-percent=40')
}

const { start } = await import('../dist/cli/start.js')
await start(process.argv.slice(2))
