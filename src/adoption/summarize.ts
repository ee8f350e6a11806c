import type { Finding } from '../kernel/finding.js'
import type { AdoptionSummary } from './adoption.js'
import { groupBy } from './group-by.js'
import type { ConfigProposal } from './propose/propose-config.js'
import type { Survey } from './survey.js'

export interface SummaryRequest {
  readonly survey: Survey
  readonly proposal: ConfigProposal
  /** All of them known. */
  readonly findings: readonly Finding[]
}

/** From here on a module takes part in so much of the baseline that it should be looked at first. */
const manyEntries = 50

export function summarize(request: SummaryRequest): AdoptionSummary {
  const { proposal, findings } = request
  const baseline = [...groupBy(findings, ({ rule }) => rule)]
    .map(([rule, own]) => ({ rule, entries: new Set(own.map(({ fingerprint }) => fingerprint)).size }))
    .sort((left, right) => right.entries - left.entries || (left.rule < right.rule ? -1 : 1))
  return {
    modules: proposal.modules.map(({ name, path, files, owner, evidence }) => {
      return { name, path: path === '' ? '.' : path, files, owner, evidence }
    }),
    dependencies: [...proposal.used.values()].reduce((sum, targets) => sum + targets.length, 0),
    baseline,
    waivers: proposal.config.waive?.length ?? 0,
    layers: proposal.config.layers ?? [],
    notes: deriveNotes(request),
  }
}

function deriveNotes({ survey, proposal, findings }: SummaryRequest): readonly string[] {
  const { aliases, facts } = survey
  const cycles = findings.filter(({ rule }) => rule === 'module-cycle').length
  const reached = [
    ...groupBy(
      findings.filter(({ rule }) => rule === 'private-import'),
      ({ to }) => to.module,
    ),
  ]
    .filter(([, own]) => own.length >= manyEntries)
    .sort((left, right) => right[1].length - left[1].length)
    .slice(0, 3)
  const doubled = [...groupBy(facts.packages, ({ name }) => name)].filter(
    ([name, own]) => name !== '' && own.length > 1,
  )
  return [
    ...aliases.map(
      ({ prefix, folder, imports }) => `"${prefix}" stands for ${folder}: ${imports} imports resolve by it.`,
    ),
    ...doubled.map(
      ([name, own]) =>
        `${own.length} packages are called ${name}: ${own.map(({ folder }) => folder).join(', ')}.`,
    ),
    ...reached.map(
      ([module, own]) =>
        `${own.length} imports reach past the public API of "${module}": decide what of it is to be "public".`,
    ),
    ...(cycles === 0
      ? []
      : [`Modules depend on each other in cycles; the imports to cut first are recorded (${cycles}).`]),
    ...(Array.isArray(proposal.config.rules?.['private-import'])
      ? [
          'Tests reach past public APIs as a habit, so private-import leaves them out; set it to "error" to include them.',
        ]
      : []),
    ...(proposal.config.layers === undefined
      ? ['No layers are written: the modules do not keep to a clear order yet.']
      : []),
    ...(proposal.config.waive === undefined
      ? []
      : [
          'Imports that did not resolve are waived: if the build makes their targets, keep them; if not, they are dead code.',
        ]),
  ]
}
