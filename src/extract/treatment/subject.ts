import type { ts } from 'ts-morph'
import type { FrameworkFacts, Role, RoleEvidence } from '../frameworks/framework.js'
import type { FindDeclarations } from '../program/find-declarations.js'
import type { Program } from '../program/program.js'
import type { Crossing, CrossingSymbol, Member, Seam } from '../seam/seam.js'
import type { ImplementersOf } from './implementer-index.js'
import type { FindImpurity } from './purity/impurity.js'
import { isSharedInstance } from './shared-instances.js'
import type { Reason, Treatment } from './treatment.js'

/** What decisions look things up in. */
export interface Sources {
  readonly program: Program
  readonly seam: Seam
  readonly frameworks: FrameworkFacts
  readonly findDeclarations: FindDeclarations
  readonly findImpurity: FindImpurity
  readonly implementersOf: ImplementersOf
  /** Names of the modules whose code imports a file, tests aside; null stands for files that no module owns. */
  readonly importersOf: (file: string) => ReadonlySet<string | null>
}

/** A symbol of the seam with all that decides over it. */
export interface Subject extends Sources {
  readonly symbol: CrossingSymbol
  readonly declarations: readonly ts.Declaration[]
  readonly roles: readonly RoleEvidence[]
  /** Its crossings outside of tests; those in tests where there are no others. */
  readonly uses: readonly Crossing[]
  /** Whether it is a class whose one instance keeps something. */
  readonly isShared: boolean
}

export interface MemberSubject {
  readonly member: Member
  readonly declarations: readonly ts.Declaration[]
  readonly uses: readonly Crossing[]
}

export interface Verdict {
  readonly treatment: Treatment
  readonly reason: Reason
}

/** One question about a symbol; null when it does not apply. */
export type Decide = (subject: Subject) => Verdict | null

export function openSubject(symbol: CrossingSymbol, sources: Sources): Subject {
  const real = symbol.crossings.filter(({ test }) => !test)
  const declarations = sources.findDeclarations(symbol.id)
  return {
    ...sources,
    symbol,
    declarations,
    isShared: symbol.kind === 'class' && isSharedInstance(declarations, sources.program),
    roles: sources.frameworks.roles.get(symbol.id) ?? [],
    uses: real.length === 0 ? symbol.crossings : real,
  }
}

export function openMember(member: Member, subject: Subject): MemberSubject {
  return {
    member,
    declarations: subject.findDeclarations(subject.symbol.id, member.name),
    uses: subject.uses.filter(use => use.member === member.name),
  }
}

export function hasRole({ roles }: Subject, wanted: readonly Role[]): RoleEvidence | null {
  return roles.find(({ role }) => wanted.includes(role)) ?? null
}

/** What lives in a container or is handed around as one instance: not data. */
export function isService(subject: Subject): boolean {
  const role = hasRole(subject, living)
  return role !== null || subject.isShared || subject.uses.some(({ usage }) => usage === 'inject')
}

const living: readonly Role[] = [
  'provider',
  'repository',
  'controller',
  'resolver',
  'gateway',
  'command-handler',
  'query-handler',
  'event-handler',
  'job-handler',
]
