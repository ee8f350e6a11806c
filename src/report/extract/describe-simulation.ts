import { observations, type Simulation, verdicts } from '../../extract/catalogues.js'
import type { Report, Section } from '../document/section.js'
import { amount } from '../text/amount.js'

/** What the repository's own tests said with a wire at the border. */
export function describeSimulation(simulation: Simulation): Report {
  const { module, verdict, command, crossed, operations } = simulation
  const ran =
    command === null
      ? []
      : [`${command.runner} in ${command.folder === '' ? '.' : command.folder}: ${command.text}`]
  return {
    title: `${module}: ${verdicts[verdict]}`,
    summary: [
      ...ran,
      `${amount(crossed, 'operation')} of ${operations.length.toLocaleString('en-US')} ran over the wire.`,
    ],
    sections: sectionsOf(simulation),
    next: describeNext(simulation),
  }
}

/** Nothing is said of tests that were not run, or only without something at the border. */
function sectionsOf(simulation: Simulation): readonly Section[] {
  const { runs, failingBefore } = simulation
  if (runs.length === 0) return []
  if (runs.every(({ round }) => round === 'off'))
    return [describeRuns(simulation), ...(failingBefore.length > 0 ? [describeBefore(simulation)] : [])]
  return [
    describeRuns(simulation),
    describeDifferences(simulation),
    describeObservations(simulation),
    describeOperations(simulation),
    describeBefore(simulation),
  ]
}

const roundWords = {
  off: 'as it is',
  local: 'instrumented, nothing in between',
  remote: 'with the wire in between',
  faults: 'with calls that fail',
}

function describeRuns({ runs }: Simulation): Section {
  const rows = runs.map(({ round, end, passed, failed, skipped, milliseconds }) => [
    roundWords[round],
    end === 'finished' ? 'finished' : end === 'timed-out' ? 'took too long' : 'did not start',
    passed,
    failed,
    skipped,
    `${(milliseconds / 1000).toFixed(1)} s`,
  ])
  const last = runs.find(({ end }) => end !== 'finished')
  return {
    id: 'runs',
    title: 'Runs of the tests',
    lead: last === undefined ? [] : last.told.split('\n').slice(-15),
    table: { head: ['the copy', 'end', 'passed', 'failed', 'skipped', 'time'], rows },
    tone: last === undefined ? 'plain' : 'bad',
  }
}

function describeDifferences({ differences }: Simulation): Section {
  const rows = differences.map(difference => [
    titleOf(difference),
    roundWords[difference.round],
    `${difference.before ?? 'missing'} → ${difference.after ?? 'missing'}`,
    difference.operations.join(', '),
    firstLine(difference.message),
  ])
  return {
    id: 'differences',
    title: rows.length === 0 ? 'Every test ends as before' : 'Tests that end otherwise',
    lead: [],
    table: { head: ['test', 'run', 'end', 'operations crossed', 'message'], rows },
    tone: rows.length === 0 ? 'good' : 'bad',
  }
}

/** The line that says what went wrong: some runners begin with where. */
function firstLine(message: string | null): string {
  const lines = (message ?? '').split('\n').map(line => line.trim())
  return (
    lines.find(line => /\b\w*Error\b.*:|^Cannot find/.test(line)) ?? lines.find(line => line !== '') ?? ''
  )
}

/** What cannot be loaded is a file without the name of a test. */
function titleOf({ file, name }: { readonly file: string; readonly name: string }): string {
  return name === '' ? file : `${file} › ${name}`
}

/** What was seen of each operation at the border. */
function describeObservations({ operations }: Simulation): Section {
  const rows = operations.flatMap(({ operation, observations: seen }) =>
    seen.map(({ kind, path, detail, tests }) => [
      operation.id,
      observations[kind],
      [path, detail].filter(part => part !== null && part !== '').join(' '),
      tests.length,
    ]),
  )
  return {
    id: 'observations',
    title:
      rows.length === 0
        ? 'Nothing was seen at the border that would not survive'
        : 'What was seen at the border',
    lead: [],
    table: { head: ['operation', 'what', 'where', 'tests'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}

function describeOperations({ operations }: Simulation): Section {
  const rows = operations
    .toSorted((left, right) => right.crossings - left.crossings)
    .map(({ operation, crossings, tests, refused }) => [
      operation.id,
      crossings,
      tests.length,
      refused === null ? '' : refused.reason,
    ])
  return {
    id: 'operations',
    title: 'Operations that the tests crossed',
    lead: [],
    table: { head: ['operation', 'calls', 'tests', 'why it could not be simulated'], rows },
    tone: operations.some(({ crossings }) => crossings === 0) ? 'warn' : 'plain',
  }
}

function describeBefore({ failingBefore, flaky }: Simulation): Section {
  const rows = [
    ...failingBefore.map(result => [titleOf(result), 'fails', firstLine(result.message)]),
    ...flaky.map(name => [name, 'differs from run to run', '']),
  ]
  return {
    id: 'before',
    title:
      rows.length === 0 ? 'Without us every test passes, each time' : 'Tests that fail or flake without us',
    lead: [],
    table: { head: ['test', 'how', 'message'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}

function describeNext({ verdict, command, ownTests, module, operations }: Simulation): readonly string[] {
  const idle = operations.filter(({ crossings, refused }) => crossings === 0 && refused === null)
  const missing =
    idle.length === 0 || verdict === 'no-tests'
      ? []
      : [
          `Write tests that cross what none does: ${idle
            .slice(0, 5)
            .map(({ operation }) => operation.id)
            .join(', ')}${idle.length > 5 ? ', …' : ''}`,
        ]
  switch (verdict) {
    case 'no-operations':
      return [`See what crosses, and what becomes of it: banyan extract ${module} --dry-run`]
    case 'no-tests':
      return command === null
        ? ['Name the test command with --command.']
        : ['Write a test that calls the module, or name another test command with --command.']
    case 'not-started':
    case 'all-fail':
      return [
        'Make the tests run first: install the packages, generate what is generated, name a build with --prepare or another command with --command.',
      ]
    case 'timed-out':
      return ['Give them more time with --time-limit, or fewer tests with --only.']
    case 'local-differs':
      return [
        'Look at the tests that end otherwise: they depend on what stands at the border, not on the wire.',
      ]
    case 'not-crossed':
      return [
        ...(ownTests === 'inside'
          ? ["Let the tests in the module's own folder call it as others do: --own-tests outside"]
          : []),
        ...missing,
        `See what crosses, and why: banyan extract ${module} --dry-run`,
      ]
    default:
      return [...missing, `See what crosses, and why: banyan extract ${module} --dry-run`]
  }
}
