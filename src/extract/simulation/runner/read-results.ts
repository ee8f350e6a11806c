import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { TestResult, TestStatus } from '../simulation.js'
import type { RunnerName } from './runner.js'

/** What a runner wrote, test by test; null when it wrote nothing that can be read. Tests are named from `copy` on. */
export function readResults(runner: RunnerName, results: string, copy: string): readonly TestResult[] | null {
  if (runner === 'other' || !existsSync(results)) return null
  const text = readFileSync(results, 'utf8')
  try {
    const found = runner === 'jest' || runner === 'vitest' ? readJson(text) : readLines(text)
    return found.map(each => ({
      ...each,
      file: relative(copy, each.file),
      message: tidy(each.message, copy),
    }))
  } catch {
    return null
  }
}

interface JsonReport {
  readonly testResults?: readonly {
    readonly name: string
    readonly message?: string
    readonly status?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[] | null
    }[]
  }[]
}

/** Jest's form, which Vitest has too; a file that cannot be loaded counts as one test without a name. */
function readJson(text: string): readonly TestResult[] {
  const { testResults = [] } = JSON.parse(text) as JsonReport
  return testResults.flatMap(({ name: file, message = '', status, assertionResults }) => {
    if (assertionResults.length === 0 && status === 'failed')
      return [{ file, name: '', status: 'failed' as const, message }]
    return assertionResults.map(each => ({
      file,
      name: each.fullName.trim().replaceAll(' > ', ' '),
      status: statusOf(each.status),
      message: each.failureMessages?.[0] ?? null,
    }))
  })
}

function readLines(text: string): readonly TestResult[] {
  return text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as TestResult)
}

function statusOf(status: string): TestStatus {
  return status === 'passed' || status === 'failed' ? status : 'skipped'
}

function relative(copy: string, file: string): string {
  if (file === '') return ''
  const real = existsSync(file) ? realpathSync(file) : file
  return path.relative(copy, real).split(path.sep).join('/')
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

/** Without colours, and with places as the repository knows them. */
function tidy(message: string | null, copy: string): string | null {
  return message === null
    ? null
    : message
        .replaceAll(colours, '')
        .replaceAll(`file://${copy}${path.sep}`, '')
        .replaceAll(`${copy}${path.sep}`, '')
}
