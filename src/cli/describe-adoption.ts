import type { AdoptedModule, AdoptionSummary } from '../adoption/index.js'
import type { CheckResult } from '../boundaries/index.js'

/** Modules shown one by one; the rest is counted. */
const shownModules = 40

/** What `init` found and decided, for people; with the result of the check that follows a real run. */
export function describeAdoption(summary: AdoptionSummary, result: CheckResult | null): readonly string[] {
  const { modules, dependencies, layers, baseline, waivers, notes } = summary
  const entries = baseline.reduce((sum, { entries }) => sum + entries, 0)
  return [
    `Found ${count(modules.length, 'module')} with ${count(dependencies, 'dependency', 'dependencies')} between them:`,
    ...describeModules(modules),
    '',
    ...(layers.length === 0 ? [] : [`Layers, outer to inner: ${layers.join(', ')}`]),
    `Baseline: ${count(entries, 'known violation')}${entries === 0 ? '' : ` (${listRules(baseline)})`}`,
    ...(waivers === 0 ? [] : [`Waivers: ${waivers}, for what cannot be read or resolved`]),
    ...notes.map(note => `Note: ${note}`),
    ...(result === null ? [] : [describeCheck(result)]),
    '',
  ]
}

function describeModules(modules: readonly AdoptedModule[]): string[] {
  const shown = modules.slice(0, shownModules)
  const [names, paths] = [shown.map(({ name }) => name.length), shown.map(({ path }) => path.length)]
  const rows = shown.map(({ name, path, files, owner, evidence }) => {
    const cells = [name.padEnd(Math.max(...names)), path.padEnd(Math.max(...paths)), count(files, 'file')]
    return `  ${[...cells, ...(owner === null ? [] : [owner]), evidence[0] ?? ''].join('  ').trimEnd()}`
  })
  return modules.length > shownModules ? [...rows, `  and ${modules.length - shownModules} more`] : rows
}

function listRules(baseline: AdoptionSummary['baseline']): string {
  return baseline.map(({ rule, entries }) => `${entries} ${rule}`).join(', ')
}

function describeCheck({ verdict, summary }: CheckResult): string {
  if (verdict === 'pass') return 'banyan check is green: from now on only what is new fails.'
  const reasons = verdict === 'fail' ? `${summary.errors} new findings` : 'it cannot be trusted'
  return `banyan check is not green (${reasons}): did files change meanwhile? Run banyan check to see.`
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural}`
}
