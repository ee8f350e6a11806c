#!/usr/bin/env node
// What is left of a deleted file would still be found: oclif takes every file in dist/commands for a command.
import { rmSync } from 'node:fs'

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true })
