import type { Finding } from '../kernel/finding.js'
import type { AdoptionSummary } from './adoption.js'
import { findBrokenManifests } from './find-broken-manifests.js'
import { joinPath, parentFolder } from './find-modules/candidate.js'
import { asText, readManifest } from './find-modules/read-manifest.js'
import { groupBy } from '../kernel/group-by.js'
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

function deriveNotes(request: SummaryRequest): readonly string[] {
  return [
    ...noteAliases(request),
    ...noteManifests(request),
    ...noteFindings(request),
    ...noteConfig(request),
  ]
}

function noteAliases({ survey }: SummaryRequest): readonly string[] {
  return survey.aliases.map(({ prefix, folder, imports }) => {
    return `"${prefix}" stands for ${folder || 'the root'}: ${imports} imports resolve by it.`
  })
}

/** Manifests that are broken, or of the same name, so that imports by name are guesses. */
function noteManifests({ survey, proposal }: SummaryRequest): readonly string[] {
  const { tree } = survey
  const paths = proposal.modules.map(({ path }) => joinPath(path, 'package.json'))
  const broken = findBrokenManifests(tree, paths).map(({ message, place }) => {
    return `${message} (${place?.file}:${place?.line}:${place?.column}) The package goes by the name of its folder.`
  })
  const named = paths.flatMap(path => {
    const name = tree.exists(path) ? asText(readManifest(tree, path)?.name) : null
    return name === null ? [] : [{ name, path }]
  })
  const doubled = [...groupBy(named, ({ name }) => name)].filter(([, own]) => own.length > 1)
  return [
    ...broken,
    ...doubled.map(([name, own]) => {
      return `${own.length} packages are called ${name}: ${own.map(({ path }) => parentFolder(path)).join(', ')}.`
    }),
  ]
}

function noteFindings({ findings }: SummaryRequest): readonly string[] {
  const reaches = findings.filter(({ rule }) => rule === 'private-import')
  const cycles = findings.filter(({ rule }) => rule === 'module-cycle').length
  const reached = [...groupBy(reaches, ({ to }) => to.module)]
    .filter(([, own]) => own.length >= manyEntries)
    .sort((left, right) => right[1].length - left[1].length)
    .slice(0, 3)
    .map(([module, own]) => {
      return `${own.length} imports reach past the public API of "${module}": decide what of it is to be "public".`
    })
  if (cycles === 0) return reached
  return [
    ...reached,
    `Modules depend on each other in cycles; the imports to cut first are recorded (${cycles}).`,
  ]
}

function noteConfig({ proposal }: SummaryRequest): readonly string[] {
  const { rules, layers, waive } = proposal.config
  const setting = rules?.['private-import']
  const leavesTestsOut = Array.isArray(setting) && setting[1].tests === false
  const { unsettled } = proposal
  const whose = unsettled.includes('*')
    ? 'Modules are'
    : `${unsettled.length} ${unsettled.length === 1 ? 'module is' : 'modules are'}`
  const notes = {
    'Tests reach past public APIs as a habit, so private-import leaves them out; take "tests" out of its options to include them.':
      leavesTestsOut,
    [`${whose} imported past the public API as a habit: private-import reports there only what a public file offers too ("offered").`]:
      unsettled.length > 0,
    [`Anybody may use what most modules use already ("openTo"): ${listSome([...proposal.open])}.`]:
      proposal.open.size > 0,
    'No layers are written: the modules do not keep to a clear order yet.': layers === undefined,
    'Imports that did not resolve are waived: if the build makes their targets, keep them; if not, they are dead code.':
      waive !== undefined,
  }
  return Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : []))
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ')
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown
}
