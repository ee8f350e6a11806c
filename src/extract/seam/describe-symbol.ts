import { ts } from 'ts-morph'
import type { FindDeclarations } from '../program/find-declarations.js'
import type { Program } from '../program/program.js'
import type { Site } from './crossed-by.js'
import { callableOf, deriveAnswer } from './derive-answer.js'
import { describeCrossing } from './describe-crossing.js'
import type { CrossingSymbol, Direction, Member, SymbolKind } from './seam.js'

/** Sites of one symbol in one direction. */
export interface SitesOfSymbol {
  readonly direction: Direction
  readonly sites: readonly [Site, ...Site[]]
}

interface Sources {
  readonly program: Program
  readonly findDeclarations: FindDeclarations
}

export function describeSymbol(
  { direction, sites }: SitesOfSymbol,
  { program, findDeclarations }: Sources,
): CrossingSymbol {
  const [{ identity }] = sites
  const { id, file, name } = identity
  const found = findDeclarations(id)
  const declarations = found.length === 0 ? [identity.declaration] : found
  const main = declarations.find(isValue) ?? declarations[0] ?? identity.declaration
  const members = [
    ...new Set(sites.map(site => site.identity.member).filter(member => member !== null)),
  ].toSorted()
  return {
    id,
    direction,
    name,
    kind: kindOf(main),
    place: name === '*' ? { file, line: 1, column: 1 } : placeOfName(program, main),
    module: program.graph.moduleOf(file)?.name ?? null,
    answer: deriveAnswer(main, program.checker),
    members: members.flatMap(member => describeMember(member, findDeclarations(id, member), program)),
    crossings: sites.map(site => describeCrossing(site, program)),
  }
}

function isValue(node: ts.Node): boolean {
  return !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node) && !ts.isModuleDeclaration(node)
}

function kindOf(node: ts.Node): SymbolKind {
  if (ts.isClassLike(node)) return 'class'
  if (ts.isInterfaceDeclaration(node)) return 'interface'
  if (ts.isTypeAliasDeclaration(node)) return 'type'
  if (ts.isEnumDeclaration(node)) return 'enum'
  if (ts.isModuleDeclaration(node) || ts.isSourceFile(node)) return 'namespace'
  return ts.isFunctionLike(node) ? 'function' : kindOfValue(node)
}

/** Of a variable, or of what is assigned or exported in place of one. */
function kindOfValue(node: ts.Node): SymbolKind {
  const value = assignedValue(node)
  if (value !== undefined && ts.isClassLike(value)) return 'class'
  if (callableOf(node) !== null) return 'function'
  const list = ts.isVariableDeclaration(node) ? node.parent : null
  return list !== null && (list.flags & ts.NodeFlags.Const) === 0 ? 'variable' : 'constant'
}

function assignedValue(node: ts.Node): ts.Node | undefined {
  if (ts.isVariableDeclaration(node)) return node.initializer
  if (ts.isBinaryExpression(node)) return node.right
  return ts.isExportAssignment(node) ? node.expression : undefined
}

function describeMember(
  name: string,
  declarations: readonly ts.Declaration[],
  program: Program,
): readonly Member[] {
  const [main] = [...declarations.filter(hasBody), ...declarations]
  if (main === undefined) return []
  const isAccessor = ts.isGetAccessor(main) || ts.isSetAccessor(main)
  return [
    {
      name,
      kind: isAccessor ? 'accessor' : callableOf(main) === null ? 'property' : 'method',
      static:
        ts.canHaveModifiers(main) &&
        (ts.getModifiers(main) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword),
      place: placeOfName(program, main),
      answer: deriveAnswer(main, program.checker),
    },
  ]
}

/** Of several overloads the one that is run. */
function hasBody(node: ts.Node): boolean {
  return 'body' in node && node.body !== undefined
}

function placeOfName(program: Program, node: ts.Node) {
  return program.placeOf(ts.getNameOfDeclaration(node as ts.Declaration) ?? node)
}
