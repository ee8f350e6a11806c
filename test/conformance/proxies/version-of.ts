import { spawnSync } from 'node:child_process'
import type { Command } from './reverse-proxy.js'

/** What a program says its version is; null when it is not there. */
export function versionOf([program, ...args]: Command, pattern: RegExp): string | null {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  return error === undefined ? (pattern.exec(stdout + stderr)?.[1] ?? null) : null
}
