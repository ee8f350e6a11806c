import { ts } from 'ts-morph'
import { isFunction, nameOf } from '../../calls/index.js'
import type { TransactionHandover } from '../data.js'
import { comparePlaces } from '../order.js'
import { findTargets } from './call-targets.js'
import { type ProgramIndex, siteOf } from './program-index.js'
import { transactionType } from './transaction-words.js'

/** Calls of other modules' functions that take a transaction, or the connection on which it runs. */
export function findHandovers(index: ProgramIndex): readonly TransactionHandover[] {
  const names = new Set(index.program.files.flatMap(({ source, test }) => (test ? [] : takersIn(source))))
  const found = [...names].flatMap(name =>
    index.calls.references.named(name).flatMap(node => handoverAt(node, index) ?? []),
  )
  return found.toSorted((left, right) => comparePlaces(left.place, right.place))
}

/** Functions with such a parameter; constructors get a connection rather than a transaction. */
function takersIn(source: ts.SourceFile): readonly string[] {
  if (!transactionType.test(source.text)) return []
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    const takes = (isFunction(node) || ts.isMethodSignature(node)) && !ts.isConstructorDeclaration(node)
    if (takes && transactionParameter(node) !== null) {
      const name = nameOf(node)?.split('.').at(-1)
      if (name !== undefined) names.push(name)
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return names
}

function transactionParameter(node: ts.SignatureDeclarationBase): string | null {
  const types = node.parameters.map(({ type }) => type?.getText() ?? '')
  return types.map(type => transactionType.exec(type)?.[0]).find(type => type !== undefined) ?? null
}

function handoverAt(node: ts.Node, index: ProgramIndex): TransactionHandover | null {
  const { parent } = node
  const call = ts.isPropertyAccessExpression(parent) && parent.name === node ? parent.parent : parent
  if (!ts.isCallExpression(call)) return null
  const site = siteOf(call)
  const file = index.program.fileOf(node)
  if (site?.name !== node || file === null || file.test) return null
  for (const { code } of findTargets(site, index)) {
    const to = index.program.fileOf(code)?.module ?? null
    const at = isFunction(code)
      ? code.parameters.findIndex(({ type }) => transactionType.test(type?.getText() ?? ''))
      : -1
    if (to === file.module || at === -1 || call.arguments.length <= at || !isFunction(code)) continue
    const type = code.parameters[at]?.type?.getText() ?? ''
    return {
      place: index.program.placeOf(node),
      from: file.module,
      to,
      callee: nameOf(code) ?? site.text,
      type,
    }
  }
  return null
}
