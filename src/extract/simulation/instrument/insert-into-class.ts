import { ts } from 'ts-morph'
import type { SimulatedOperation } from '../request.js'
import { alias, type Insertion, type SiteOutcome } from './insertion.js'
import { wrapInitializer } from './wrap-initializer.js'

/** Methods are replaced right behind their class; functions that are properties where they are made. */
export function insertIntoClass(node: ts.ClassDeclaration, { id, member }: SimulatedOperation): SiteOutcome {
  const offset = node.getStart()
  if (member === null)
    return { is: 'refused', reason: 'is a class, which is constructed and not called', offset }
  const found = node.members.filter(each => each.name !== undefined && nameOf(each.name) === member)
  const property = found.find(ts.isPropertyDeclaration)
  if (property?.initializer !== undefined)
    return { is: 'inserted', insertions: wrapInitializer(property, 'this', id) }
  if (property !== undefined)
    return { is: 'refused', reason: 'gets its value from elsewhere', offset: property.getStart() }
  if (found.some(each => ts.isAccessor(each)))
    return { is: 'refused', reason: 'is a getter or a setter', offset: found[0]?.getStart() ?? offset }
  if (found.length > 0 && found.every(each => (each as ts.MethodDeclaration).body === undefined))
    return { is: 'abstract', offset: found[0]?.getStart() ?? offset }
  // What the body does not declare is inherited, or given to the class further down.
  const at = found.length === 0 ? (node.getSourceFile().statements.at(-1)?.end ?? node.end) : node.end
  return { is: 'inserted', insertions: replaceBehind(node, { at, member, id }) }
}

function replaceBehind(
  node: ts.ClassDeclaration,
  { at, member, id }: { readonly at: number; readonly member: string; readonly id: string },
): readonly Insertion[] {
  const name = node.name?.text ?? '$BanyanDefault'
  const text = `;${alias}.members(${name}, { ${JSON.stringify(member)}: ${JSON.stringify(id)} });`
  const behind = { at, text }
  if (node.name !== undefined) return [behind]
  const keyword = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword)
  return keyword === undefined ? [behind] : [{ at: keyword.end, text: ` ${name}` }, behind]
}

/** Whether a class body declares a member with something to run. */
export function declaresMember(node: ts.ClassDeclaration, member: string | null): boolean {
  return node.members.some(
    each =>
      each.name !== undefined &&
      nameOf(each.name) === member &&
      ((ts.isMethodDeclaration(each) && each.body !== undefined) ||
        (ts.isPropertyDeclaration(each) && each.initializer !== undefined)),
  )
}

function nameOf(name: ts.PropertyName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : null
}
