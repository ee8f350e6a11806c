import { ts } from 'ts-morph'
import { alias, type Insertion } from './insertion.js'

type Initialised = ts.VariableDeclaration | ts.PropertyDeclaration

/** Puts a function around the value of a constant or of a property. */
export function wrapInitializer(node: Initialised, name: string, id: string): readonly Insertion[] {
  const { initializer } = node
  if (initializer === undefined) return []
  const wrap = leansOnItself(node, name) ? `(${alias}.wrap as any)` : `${alias}.wrap`
  return [
    { at: initializer.getStart(), text: `${wrap}(` },
    { at: initializer.end, text: `, ${JSON.stringify(id)})` },
  ]
}

/**
 * A type that is read from a body which mentions the name itself: as an argument of a call the compiler finds it
 * circular. TypeScript only; where a type is written down there is nothing to find.
 */
function leansOnItself({ initializer, type }: Initialised, name: string): boolean {
  if (initializer === undefined || type !== undefined || !isTyped(initializer.getSourceFile().fileName))
    return false
  const written =
    ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer) ? initializer.type : undefined
  return written === undefined && mentions(initializer, name)
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) return true
  if (name === 'this' && node.kind === ts.SyntaxKind.ThisKeyword) return true
  return ts.forEachChild(node, child => mentions(child, name)) ?? false
}

function isTyped(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file)
}
