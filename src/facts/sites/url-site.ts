import type { Expression, NewExpression, Node } from 'oxc-parser'
import type { RawSite } from './site-collector.js'
import { constantString } from './template-specifier.js'

/** `new URL('x', import.meta.url)`, alone (an asset) or as the code of a worker (a value). */
export function urlSite(node: NewExpression, consumed: Set<Node>): RawSite | null {
  const name = nameOf(node.callee)
  if (name === 'Worker' || name === 'SharedWorker') {
    const [argument] = node.arguments
    if (argument === undefined || argument.type !== 'NewExpression') return null
    const specifier = urlOf(argument)
    if (specifier === null) return null
    consumed.add(argument)
    return { specifier, form: 'worker-url', kind: 'value', offset: node.start, symbols: [] }
  }
  const specifier = urlOf(node)
  return specifier === null
    ? null
    : { specifier, form: 'new-url', kind: 'asset', offset: node.start, symbols: [] }
}

/** The relative specifier of a `new URL(…, import.meta.url)`. */
function urlOf(node: NewExpression): string | null {
  if (nameOf(node.callee) !== 'URL') return null
  const [target, base] = node.arguments
  if (target === undefined || target.type === 'SpreadElement' || base === undefined || !isModuleUrl(base))
    return null
  const specifier = constantString(target)
  if (specifier === null || /^[a-z][\w+.-]*:|^\//i.test(specifier)) return null
  return specifier.startsWith('.') ? specifier : `./${specifier}`
}

function isModuleUrl(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'url'
  )
}

function nameOf(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? callee.property.name
    : ''
}
