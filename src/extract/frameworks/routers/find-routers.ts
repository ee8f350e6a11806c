import { ts } from 'ts-morph'
import { bareExpression, nameText } from '../survey/expressions.js'
import { originsOfValue } from '../survey/receiver.js'
import type { Survey } from '../survey/survey.js'
import { mountedFunction } from './mounted.js'
import { isRouterOrigin, pluginTypes } from './router-kinds.js'

/** Variables, properties and parameters that hold routers. */
export interface Routers {
  /** The declaration that holds the router of an expression; null for what is none. */
  readonly of: (node: ts.Node) => ts.Declaration | null
  /** Parameters that get a router, with each call that gives one. */
  readonly given: ReadonlyMap<ts.Declaration, readonly ts.CallExpression[]>
}

export function findRouters(survey: Survey): Routers {
  const given = new Map<ts.Declaration, ts.CallExpression[]>()
  const assigned = assignedRouters(survey)
  const of = (node: ts.Node): ts.Declaration | null => {
    const bare = bareExpression(node)
    if (!ts.isIdentifier(bare) && !ts.isPropertyAccessExpression(bare)) return null
    const declaration = survey.declared.of(bare)
    if (declaration === null) return null
    if (given.has(declaration) || assigned.has(declaration) || isPluginParameter(survey, declaration))
      return declaration
    return originsOfValue(survey, bare).some(isRouterOrigin) ? declaration : null
  }
  let open = givers(survey)
  for (let before = -1; before !== given.size && open.length > 0; ) {
    before = given.size
    open = open.filter(giver => !note(giver, of, given))
  }
  return { of, given }
}

/** A call that gives one of its arguments to a function of the program. */
interface Giver {
  readonly call: ts.CallExpression
  readonly argument: ts.Node
  readonly parameter: ts.ParameterDeclaration
}

/** Calls that may give a router away: `routes(app)`, `require('./routes')(app)`, `app.register(routes)`. */
function givers(survey: Survey): readonly Giver[] {
  return survey.calls.flatMap(call => {
    const { expression, arguments: args } = call
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'register') {
      const parameter = args[0] === undefined ? undefined : mountedFunction(survey, args[0])?.parameters[0]
      return parameter === undefined ? [] : [{ call, argument: expression.expression, parameter }]
    }
    if (args.length === 0 || args.length > 4 || !args.some(mayBeRouter)) return []
    const called = mountedFunction(survey, expression)
    return args.flatMap((argument, index) => {
      const parameter = called?.parameters[index]
      return parameter === undefined || !mayBeRouter(argument) ? [] : [{ call, argument, parameter }]
    })
  })
}

const likely = /app|router|server|fastify|instance|express|koa|route|api|http/i

/** Nothing is resolved for arguments that are named like something else. */
function mayBeRouter(argument: ts.Node): boolean {
  const bare = bareExpression(argument)
  const name = ts.isIdentifier(bare) ? bare.text : ts.isPropertyAccessExpression(bare) ? bare.name.text : ''
  return likely.test(name)
}

function note(giver: Giver, of: Routers['of'], given: Map<ts.Declaration, ts.CallExpression[]>): boolean {
  if (of(giver.argument) === null) return false
  const known = given.get(giver.parameter)
  if (known === undefined) given.set(giver.parameter, [giver.call])
  else known.push(giver.call)
  return true
}

/** `this.router = Router()` in a constructor. */
function assignedRouters(survey: Survey): ReadonlySet<ts.Declaration> {
  const made = [...survey.calls, ...survey.constructions].flatMap(node => {
    const { parent } = node
    if (!ts.isBinaryExpression(parent) || parent.right !== node) return []
    const origin = survey.origins.of(node.expression)
    if (origin === null || !isRouterOrigin(origin)) return []
    return survey.declared.of(parent.left) ?? []
  })
  return new Set(made)
}

/** `const routes: FastifyPluginAsync = async server => …`, and what a CommonJS file exports in its form. */
function isPluginParameter(survey: Survey, declaration: ts.Declaration): boolean {
  if (!ts.isParameter(declaration) || declaration.type !== undefined) return false
  const { parent } = declaration
  if (parent.parameters[0] !== declaration) return false
  const holder = parent.parent
  if (ts.isVariableDeclaration(holder) && holder.type !== undefined && ts.isTypeReferenceNode(holder.type)) {
    const origin = survey.origins.of(holder.type.typeName)
    return origin !== null && (pluginTypes[origin.package]?.includes(origin.name) ?? false)
  }
  return isExportedPlugin(survey, declaration)
}

/** `module.exports = async function (server, options) {}`, also through `fp(…)`: folders of plugins are loaded whole. */
function isExportedPlugin(survey: Survey, { parent, name }: ts.ParameterDeclaration): boolean {
  if (!plugins.some(each => survey.packages.has(each)) || parent.parameters.length > 3) return false
  const named = nameText(name)
  if (named === null || !/^(server|fastify|app|instance)$/.test(named)) return false
  for (let at: ts.Node = parent; at.parent !== undefined; at = at.parent) {
    if (ts.isExportAssignment(at)) return true
    if (ts.isBinaryExpression(at)) return at.left.getText().startsWith('module.exports')
    if (ts.isFunctionDeclaration(at)) return exportsFunction(survey, at)
    if (!ts.isCallExpression(at.parent) && !ts.isExpression(at)) return false
  }
  return false
}

const plugins = ['fastify', 'fastify-plugin']

function exportsFunction(survey: Survey, node: ts.FunctionDeclaration): boolean {
  const modifiers = ts.getModifiers(node) ?? []
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return true
  return node.getSourceFile().statements.some(statement => {
    const value = exportedValue(statement)
    return value !== null && mountedFunction(survey, value) === node
  })
}

function exportedValue(statement: ts.Statement): ts.Node | null {
  if (ts.isExportAssignment(statement)) return statement.expression
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return null
  const { left, right } = statement.expression
  return left.getText() === 'module.exports' ? right : null
}
