import type { Answers } from '../scaffold/answers.js'
import { commandsOf, type Finished, installCommand, type PackageTool, renderTree } from '../scaffold/index.js'

export interface ScaffoldReport {
  readonly answers: Answers
  readonly tool: PackageTool
  /** The folder as a person would name it from here. */
  readonly shown: string
  readonly plan: { readonly changes: readonly { readonly path: string }[]; readonly kept: readonly string[] }
  /** Null after a dry run. */
  readonly finished: Finished | null
}

export interface ScaffoldWords {
  readonly lines: readonly string[]
  /** What did not work out, each with the way on. The files are there all the same. */
  readonly problems: readonly string[]
}

export function describeScaffold(report: ScaffoldReport): ScaffoldWords {
  const { shown, plan, finished } = report
  const paths = plan.changes.map(({ path }) => path)
  const kept = plan.kept.map(file => `Kept ${file}: it stands there with other content.`)
  if (finished === null) {
    const tree = renderTree(shown, paths)
    return { lines: [...tree, '', `Would create ${paths.length} files.`, ...kept], problems: [] }
  }
  const lines = [`Created ${paths.length} files in ${shown}/.`, ...kept, '', ...nextSteps(report, finished)]
  return { lines, problems: describeProblems(report, finished) }
}

function nextSteps({ answers, tool, shown }: ScaffoldReport, { installation }: Finished): readonly string[] {
  const { run, exec, test } = commandsOf(tool)
  const steps: readonly (readonly [string, string])[] = [
    ...(shown === '.' ? [] : [[`cd ${shown}`, ''] as const]),
    ...(installation?.kind === 'installed'
      ? []
      : [
          [installCommand(tool.name), ''] as const,
          [`${run} docs`, 'writes what follows from the code; its tests compare'] as const,
        ]),
    [`${run} dev`, `answers on http://localhost:${answers.port}`],
    [test, 'proves it, on a real PostgreSQL'],
    [`${exec} banyan check`, 'holds the boundaries'],
  ]
  const width = Math.max(...steps.map(([command]) => command.length))
  return ['Next:', ...steps.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`.trimEnd())]
}

function describeProblems({ tool, shown }: ScaffoldReport, finished: Finished): readonly string[] {
  const { packing, installation, polish, repository } = finished
  const { run } = commandsOf(tool)
  const install = installCommand(tool.name)
  const later = `cd ${shown} && ${install} && ${run} docs`
  const problems: string[] = []
  if (packing !== null)
    problems.push(
      `Banyan itself could not be packed for the product, so nothing was installed. All files are there:\n${packing}`,
    )
  if (installation?.kind === 'failed')
    problems.push(
      installation.isOffline
        ? `The packages could not be fetched: no network. All files are there; later: ${later}\n${installation.told}`
        : `"${install}" failed. All files are there; see why, then: ${later}\n${installation.told}`,
    )
  if (polish !== null)
    problems.push(
      `The documents could not be written; later: cd ${shown} && ${run} docs && ${run} format\n${polish}`,
    )
  if (repository?.kind === 'failed')
    problems.push(
      `There is no first commit: git said\n${repository.told}\nLater: cd ${shown} && git add -A && git commit`,
    )
  return problems
}
