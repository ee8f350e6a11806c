import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { mochaReporter, nodePreload, nodeReporter } from './reporters.js'
import { addFlags } from './recognise-runner.js'
import type { RunnerName, TestCommand } from './runner.js'

export interface ReporterRequest {
  readonly command: TestCommand
  /** File that results are written to. */
  readonly results: string
  /** Folder for files of ours and for caches of the runner. */
  readonly folder: string
  /** Paths or patterns of tests. */
  readonly only: readonly string[]
}

/** The command with a reporter that machines can read; the repository's configuration stays as it is. */
export function withReporter({ command, results, folder, only }: ReporterRequest): string {
  const flags = flagsOf(command.runner, results, folder)
  return [addFlags(command.text, command.runner, flags.map(quote).join(' ')), ...only.map(quote)].join(' ')
}

function flagsOf(runner: RunnerName, results: string, folder: string): readonly string[] {
  if (runner === 'jest')
    return [
      '--json',
      `--outputFile=${results}`,
      '--coverage=false',
      `--cacheDirectory=${path.join(folder, 'cache')}`,
    ]
  if (runner === 'vitest')
    return ['--run', '--reporter=json', `--outputFile=${results}`, '--coverage.enabled=false']
  if (runner === 'mocha') return ['--reporter', put(folder, 'mocha-reporter.cjs', mochaReporter(results))]
  if (runner === 'node')
    return [
      '--import',
      pathToFileURL(put(folder, 'node-preload.mjs', nodePreload)).href,
      `--test-reporter=${pathToFileURL(put(folder, 'node-reporter.mjs', nodeReporter)).href}`,
      `--test-reporter-destination=${results}`,
    ]
  return []
}

function put(folder: string, name: string, text: string): string {
  const file = path.join(folder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, text)
  return file
}

/** For the shell of the system. */
function quote(word: string): string {
  if (/^[\w./:=@,+-]+$/.test(word)) return word
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`
}
