import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Finding } from '../../../src/index.js'
import { runBanyan } from '../../support/run-banyan.js'
import type { Plant } from './plants.js'

/** What `check` said about a planted line. */
export interface PlantOutcome {
  /** The planted rule was reported new at exactly the planted line, and elsewhere nothing but a cycle that it closes. */
  readonly found: boolean
  readonly code: number | null
  /** New findings as `rule file:line`. */
  readonly told: readonly string[]
  readonly expected: string
}

/** Writes the line into the copy, checks, and puts the file back as it was. */
export async function tryPlant(root: string, { rule, file, line }: Plant): Promise<PlantOutcome> {
  const target = path.join(root, file)
  const before = existsSync(target) ? readFileSync(target, 'utf8') : null
  const start = before === null || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, `${start}${line}\n`)
  try {
    const { code, stdout } = await runBanyan(['check', '--json'], { cwd: root })
    const findings = (JSON.parse(stdout).findings as Finding[]).filter(({ status }) => status !== 'known')
    const told = findings.map(finding => `${finding.rule} ${finding.from.file}:${finding.from.line}`)
    const place = `${file}:${rule === 'unassigned-file' ? 1 : start.split('\n').length}`
    const expected = `${rule} ${place}`
    const found =
      told.includes(expected) &&
      told.every(one => one.endsWith(` ${place}`) || /^(file|module)-cycle /.test(one))
    return {
      found: found && code === (findings.some(({ severity }) => severity === 'error') ? 1 : 0),
      code,
      told,
      expected,
    }
  } finally {
    if (before === null) rmSync(path.dirname(target), { recursive: true })
    else writeFileSync(target, before)
  }
}
