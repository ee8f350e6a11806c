#!/usr/bin/env node
import { register } from 'tsx/esm/api'

register()
const { start } = await import('../src/cli/start.ts')
await start(process.argv.slice(2), { commands: './src/commands' })
