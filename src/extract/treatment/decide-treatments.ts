import { ts } from 'ts-morph'
import type { FrameworkFacts } from '../frameworks/framework.js'
import { createDeclarationFinder } from '../program/find-declarations.js'
import type { Program } from '../program/program.js'
import type { CrossingSymbol, Seam, Usage } from '../seam/seam.js'
import { decideBus } from './decisions/bus.js'
import { decideComposition } from './decisions/composition.js'
import { decideConfiguration } from './decisions/configuration.js'
import { decideConnection } from './decisions/connection.js'
import { decideEvent } from './decisions/event.js'
import { decideInheritance } from './decisions/inheritance.js'
import { decideInstance } from './decisions/instance.js'
import { decideKernel } from './decisions/kernel.js'
import { decideCall, decideMember } from './decisions/member.js'
import { decideMove } from './decisions/move.js'
import { decideMutable } from './decisions/mutable-export.js'
import { decidePureFunction } from './decisions/pure.js'
import { decideRelation } from './decisions/relation.js'
import { decideType } from './decisions/type.js'
import { decideWiring } from './decisions/wiring.js'
import { createImplementerIndex } from './implementer-index.js'
import { createImporterIndex } from './importer-index.js'
import { createImpurityFinder } from './purity/find-impurity.js'
import {
  type Decide,
  hasRole,
  openMember,
  openSubject,
  type Sources,
  type Subject,
  type Verdict,
} from './subject.js'
import { type MemberTreatment, type SymbolTreatment, treatments } from './treatment.js'

export interface TreatmentRequest {
  readonly program: Program
  readonly seam: Seam
  readonly frameworks: FrameworkFacts
}

/** One treatment for each symbol of a seam, inbound first, in the seam's order. */
export function decideTreatments({
  program,
  seam,
  frameworks,
}: TreatmentRequest): readonly SymbolTreatment[] {
  const sources: Sources = {
    program,
    seam,
    frameworks,
    findDeclarations: createDeclarationFinder(program),
    findImpurity: createImpurityFinder(program),
    implementersOf: createImplementerIndex(program),
    importersOf: createImporterIndex(program.graph),
  }
  return [...seam.inbound, ...seam.outbound].map(symbol => decideSymbol(symbol, sources))
}

/** Asked one after the other; the first that applies decides over the whole symbol. */
const questions: readonly Decide[] = [
  decideConnection,
  decideMutable,
  decideRelation,
  decideWiring,
  decideKernel,
  decideBus,
  decideMove,
  decideInheritance,
  decideEvent,
  decideType,
  decideConfiguration,
  decideInstance,
  decideComposition,
  decidePureFunction,
]

function decideSymbol(symbol: CrossingSymbol, sources: Sources): SymbolTreatment {
  const subject = openSubject(symbol, sources)
  const whole = decideWhole(subject)
  const members: readonly MemberTreatment[] = symbol.members.map(member => ({
    member: member.name,
    ...(whole ?? decideMember(openMember(member, subject), subject)),
  }))
  const verdicts: readonly Verdict[] = isCalledItself(subject) ? [...members, decideBare(subject)] : members
  const [worst] = verdicts.toSorted((left, right) => rank(right) - rank(left))
  const { treatment, reason } = whole ?? worst ?? decideBare(subject)
  return { symbol: symbol.id, direction: symbol.direction, treatment, reason, members }
}

/** A function of whose answer members are used is still what is called. */
function isCalledItself({ symbol, uses }: Subject): boolean {
  return symbol.kind === 'function' && uses.some(({ usage, member }) => member === null && usage === 'call')
}

const order = Object.keys(treatments)

function rank({ treatment }: Verdict): number {
  return order.indexOf(treatment)
}

function decideWhole(subject: Subject): Verdict | null {
  for (const decide of questions) {
    const verdict = decide(subject)
    if (verdict !== null) return verdict
  }
  return null
}

/** A symbol of which no member is used: called as it is, or handed around. */
function decideBare(subject: Subject): Verdict {
  const { symbol, uses, declarations } = subject
  const { name, answer, place } = symbol
  const [first] = uses
  if (symbol.kind === 'function' || symbol.kind === 'interface')
    return decideCall({ name, declarations, uses, member: { answer, place } }, subject)
  const asked =
    hasRole(subject, ['repository']) === null ? undefined : uses.find(({ usage }) => usage === 'inject')
  if (asked !== undefined) {
    const text = `${name} is a repository, which gets its methods from a package: whoever has it reads and writes the tables of the other side`
    return { treatment: 'refuse', reason: { text, place: asked.place } }
  }
  if (first !== undefined && uses.every(({ usage }) => isBinding(usage, subject)))
    return {
      treatment: 'wiring',
      reason: { text: `${name} is bound here, and nothing of it is seen to be called`, place: first.place },
    }
  if (symbol.kind === 'namespace')
    return {
      treatment: 'wiring',
      reason: { text: `The file is loaded as a whole here`, place: first?.place ?? place },
    }
  if (isWholeFile(subject))
    return {
      treatment: 'wiring',
      reason: { text: `What its file exports is taken as a whole here`, place: first?.place ?? place },
    }
  const called = uses.find(({ usage }) => usage === 'call')
  if (called !== undefined) {
    const text = `${name} is called here, and what it does cannot be told: a call made it, no function declares it`
    return { treatment: 'refuse', reason: { text, place: called.place } }
  }
  const text = `${name} is a living object that is handed across here`
  return { treatment: 'refuse', reason: { text, place: first?.place ?? place } }
}

/** `const users = require('./index').users`, where the file says `module.exports = { find, add }`: its members say it all. */
function isWholeFile({ symbol, uses, declarations: [declaration] }: Subject): boolean {
  const isListed =
    symbol.name === 'default' &&
    declaration !== undefined &&
    ts.isBinaryExpression(declaration) &&
    ts.isObjectLiteralExpression(declaration.right)
  return isListed && uses.every(({ usage }) => usage === 'read' || usage === 'reexport')
}

/** A class may be listed with others, for a container or a schema, or made where a program is put together by hand; an object that is handed on goes on living there. */
function isBinding(usage: Usage, { symbol }: Subject): boolean {
  if (usage === 'pass' || usage === 'read' || usage === 'construct') return symbol.kind === 'class'
  return (
    usage === 'wire' || usage === 'inject' || usage === 'mock' || usage === 'type' || usage === 'reexport'
  )
}
