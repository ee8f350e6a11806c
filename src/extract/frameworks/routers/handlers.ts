import { ts } from 'ts-morph'
import { bareExpression, nameText } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'

/** The function or method that answers. */
export interface Answering {
  /** `UsersController.list`, `listUsers`; the place of a function that has no name. */
  readonly name: string
  /** The class of a method, or the function; null for one that has no name. */
  readonly id: string | null
  /** Whether it is a method of a class of the program. */
  readonly method: boolean
  readonly parameters: number
}

/**
 * Who answers for a handler: itself where it has a name, the method that it is bound from or hands its request to,
 * what a wrapper wraps.
 */
export function answeringOf(survey: Survey, node: ts.Node, depth = 0): Answering {
  const bare = bareExpression(node)
  if (depth > deepest) return nameless(survey, bare)
  if (ts.isArrowFunction(bare) || ts.isFunctionExpression(bare) || ts.isMethodDeclaration(bare)) {
    const passed = passedOn(bare)
    return passed === null ? nameless(survey, bare) : (named(survey, passed) ?? nameless(survey, bare))
  }
  if (ts.isCallExpression(bare)) {
    const { expression, arguments: args } = bare
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'bind')
      return answeringOf(survey, expression.expression, depth + 1)
    const wrapped = args.findLast(each => isFunctionLike(survey, each))
    return wrapped === undefined
      ? answeringOf(survey, expression, depth + 1)
      : answeringOf(survey, wrapped, depth + 1)
  }
  return named(survey, bare) ?? nameless(survey, bare)
}

const deepest = 4

function named(survey: Survey, node: ts.Node): Answering | null {
  const declaration = survey.declared.of(node)
  const parameters = parametersOf(declaration)
  if (ts.isPropertyAccessExpression(node)) {
    const owner = survey.declared.instancesOf(node.expression)[0] ?? survey.declared.classOf(node.expression)
    if (owner !== null && owner !== undefined)
      return {
        name: `${owner.name?.text ?? 'default'}.${node.name.text}`,
        id: survey.declared.idOf(owner),
        method: true,
        parameters,
      }
  }
  if (declaration === null) return null
  const name = (declaration as ts.NamedDeclaration).name
  const written = name === undefined ? null : nameText(name)
  const text = written ?? (ts.isIdentifier(node) ? node.text : 'default')
  return { name: text, id: survey.declared.idOf(declaration), method: false, parameters }
}

function parametersOf(declaration: ts.Declaration | null): number {
  if (declaration === null) return 0
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration
  return value !== undefined && ts.isFunctionLike(value) ? value.parameters.length : 0
}

function nameless({ program }: Survey, node: ts.Node): Answering {
  const { file, line } = program.placeOf(node)
  return {
    name: `${file}:${line}`,
    id: null,
    method: false,
    parameters: parametersOf(node as ts.Declaration),
  }
}

/** The method that a handler hands its own parameters to: `controller.list` of `(req, res) => controller.list(req, res)`. */
function passedOn(node: ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration): ts.Node | null {
  const names = node.parameters.flatMap(({ name }) => nameText(name) ?? [])
  let found: ts.Node | null = null
  const visit = (at: ts.Node): void => {
    if (found !== null) return
    if (
      ts.isCallExpression(at) &&
      at.arguments.some(each => ts.isIdentifier(each) && names.includes(each.text))
    )
      found = isOwn(at.expression, names) ? null : bareExpression(at.expression)
    ts.forEachChild(at, visit)
  }
  if (node.body !== undefined) visit(node.body)
  return found
}

/** `next(error)`, `res.send(…)`: what the handler itself is given. */
function isOwn(called: ts.Node, names: readonly string[]): boolean {
  const root = ts.isPropertyAccessExpression(called) ? bareExpression(called.expression) : called
  return ts.isIdentifier(root) && names.includes(root.text)
}

function isFunctionLike(survey: Survey, node: ts.Node): boolean {
  const bare = bareExpression(node)
  if (ts.isArrowFunction(bare) || ts.isFunctionExpression(bare)) return true
  if (ts.isCallExpression(bare))
    return ts.isPropertyAccessExpression(bare.expression) && bare.expression.name.text === 'bind'
  if (!ts.isIdentifier(bare) && !ts.isPropertyAccessExpression(bare)) return false
  return survey.program.checker.getTypeAtLocation(bare).getCallSignatures().length > 0
}
