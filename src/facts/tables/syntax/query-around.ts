import type { Node } from 'oxc-parser'
import { lastName, methodOf, propertyName, unwrapAwait } from './expression.js'
import type { Scopes } from './scopes.js'

/** Methods and functions of query builders that take another query, or a function that makes one. */
const takesQuery =
  /^(?:(?:and|or)?[wW]here\w*|in|inArray|notInArray|exists|notExists|not|and|or|eq|ne|[gl]te?|from|\w*[jJ]oin\w*|with\w*|union\w*|intersect\w*|except\w*|select\w*|addSelect|as|on\w*|having\w*|case|when|expression|insert)$/
/** Between a query and the call that takes it; not a query by itself. */
const between =
  /^(?:(?:Chain|Parenthesized|Array|Object|Binary|Logical|Conditional|ArrowFunction|Function|TSAs|TSNonNull|TSSatisfies)Expression|Property|BlockStatement|ReturnStatement|ExpressionStatement|TemplateLiteral|TaggedTemplateExpression)$/
const finds = /^(?:find|count|aggregate)/

/** The whole query that a node is part of: the chain of calls around it, and the queries that this is given to. */
export function findQuery(node: Node, ancestors: readonly Node[]): Node {
  let query = node
  let child = node
  for (let at = ancestors.length - 1; at >= 0; at--) {
    const parent = ancestors[at] as Node
    if (parent.type === 'MemberExpression') {
      if (parent.object !== child) return query
      query = parent
    } else if (parent.type === 'CallExpression') {
      if (parent.callee !== child && !isPartOf(parent, child)) return query
      query = parent
    } else if (!between.test(parent.type)) return query
    if (parent.type === 'Property' && propertyName(parent) === 'include') query = parent
    child = parent
  }
  return query
}

/** `.where(subquery)`, and `.findAll({ include: … })`, whose object is a part of the query. */
function isPartOf(call: Extract<Node, { type: 'CallExpression' }>, argument: Node): boolean {
  const name = methodOf(call)?.name ?? lastName(call.callee) ?? ''
  return takesQuery.test(name) || (/^(?:Object|Array)Expression$/.test(argument.type) && finds.test(name))
}

/** Where a query starts, or the one of a variable that it goes on with: `const query = knex('a'); query.join('b')`. */
export function startOfQuery(query: Node, scopes: Scopes, known: ReadonlySet<number>): number {
  let root: Node = query
  for (;;) {
    if (root.type === 'CallExpression') root = root.callee
    else if (root.type === 'MemberExpression') root = unwrapAwait(root.object)
    else break
  }
  const binding = root.type === 'Identifier' ? scopes.lookup(root.name) : null
  const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null
  if (init === null || init === query || !known.has(init.start)) return query.start
  return init.start
}
