#!/usr/bin/env -S node --import tsx
import { start } from '../src/cli/start.ts'

await start(process.argv.slice(2), { commands: './src/commands' })
