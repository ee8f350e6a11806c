import type { Graph } from '../graph/index.js'
import type { Problem } from '../kernel/problem.js'
import { deriveAsyncPlan } from './asynchrony/derive-async-plan.js'
import { type CallGraph, createCallGraph } from './calls/index.js'
import { answerOf, type Border } from './calls/operation-uses.js'
import { deriveChattiness } from './chattiness/derive-chattiness.js'
import { deriveContractFromTypes } from './contract/from-types/contract-from-types.js'
import { deriveData } from './data/derive-data.js'
import { planData } from './data/plan/plan-data.js'
import { readTransactions, type Transactions } from './data/transactions/read-transactions.js'
import { placeEntryPoints } from './entry-points/place-entry-points.js'
import type { Extraction, Refusal, RemoteOperation } from './extraction.js'
import type { FrameworkFacts } from './frameworks/framework.js'
import { readFrameworks } from './frameworks/read-frameworks.js'
import { deriveInversions } from './inversions/derive-inversions.js'
import { chooseFiles } from './program/choose-files.js'
import { createDeclarationFinder } from './program/find-declarations.js'
import { openProgram } from './program/open-program.js'
import { findProcessWide } from './process-wide/find-process-wide.js'
import type { Program } from './program/program.js'
import { deriveSeam } from './seam/derive-seam.js'
import { deriveOperations } from './seam/operations.js'
import { decideTreatments } from './treatment/decide-treatments.js'
import type { Operation, SymbolTreatment } from './treatment/treatment.js'
import { findUnfollowed } from './unfollowed/find-unfollowed.js'

export interface AnalysisRequest {
  /** With tables read. */
  readonly graph: Graph
  /** A module of the graph. */
  readonly module: string
  readonly source: 'config' | 'found'
  /** What could not be read of the repository. */
  readonly problems: readonly Problem[]
}

/** A repository in the compiler, with what holds for all of it; serves the analysis of several modules. */
export interface ReadProgram {
  readonly program: Program
  readonly frameworks: FrameworkFacts
  readonly calls: CallGraph
  readonly transactions: Transactions
}

/** Reads what surrounds a module, or for null the whole repository. */
export function readProgram(graph: Graph, module: string | null): ReadProgram {
  const program = openProgram({ graph, paths: chooseFiles(graph, module) })
  const frameworks = readFrameworks(program)
  const { flows, injections } = frameworks
  const calls = createCallGraph({ program, injections })
  const transactions = readTransactions({ calls, tables: graph.tables, flows, injections })
  return { program, frameworks, calls, transactions }
}

/** All that crosses the border of a module, and what it would take to put a network there. */
export function analyzeExtraction(
  { graph, module, source, problems }: AnalysisRequest,
  { program, frameworks, calls, transactions } = readProgram(graph, module),
): Extraction {
  const seam = deriveSeam(program, module)
  const treatments = decideTreatments({ program, seam, frameworks })
  const operations = deriveOperations(seam, treatments)
  const border: Border = { module, calls, findDeclarations: createDeclarationFinder(program) }
  const chattiness = deriveChattiness({ border, operations, entryPoints: frameworks.entryPoints })
  const data = deriveData({ graph, module, transactions })
  const { path, files } = graph.modules.get(module) ?? { path: '', files: [] }
  return {
    schemaVersion: 1,
    module: { name: module, path, files: files.length, source },
    seam,
    treatments,
    refusals: treatments.flatMap(listRefusals),
    operations: operations.map(describeOperation),
    entryPoints: placeEntryPoints({
      module,
      calls,
      entryPoints: frameworks.entryPoints,
      costs: chattiness.entryPoints,
    }),
    lifecycles: frameworks.lifecycles.filter(({ place }) => program.fileAt(place.file)?.module === module),
    contract: deriveContractFromTypes(program, { name: module, operations }),
    asynchrony: deriveAsyncPlan(border, operations),
    chattiness,
    inversions: deriveInversions({ border, seam, frameworks }),
    unfollowed: findUnfollowed({ border, operations, frameworks }),
    processWide: findProcessWide(border, seam),
    data,
    dataPlan: planData(data),
    plan: { changes: [] },
    problems,
    filesRead: program.files.length,
  }
}

/** The refused members of a symbol; the symbol itself where it has none. */
function listRefusals({
  symbol,
  direction,
  treatment,
  reason,
  members,
}: SymbolTreatment): readonly Refusal[] {
  if (treatment !== 'refuse') return []
  const refused = members.filter(each => each.treatment === 'refuse')
  if (refused.length === 0) return [{ what: symbol, direction, reason }]
  return refused.map(each => ({ what: `${symbol}.${each.member}`, direction, reason: each.reason }))
}

function describeOperation(operation: Operation): RemoteOperation {
  const { name, symbol, member } = operation
  const crossings = symbol.crossings.filter(each => each.member === member && !each.test)
  return {
    name,
    direction: symbol.direction,
    symbol: symbol.id,
    member,
    answer: answerOf(operation),
    calls: crossings.length,
  }
}
