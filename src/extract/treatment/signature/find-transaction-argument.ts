import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import type { Crossing } from '../../seam/seam.js'
import type { Reason } from '../treatment.js'

const opening =
  /^(?:\$?transaction|withTransaction|runInTransaction|startTransaction|startSession|createQueryRunner|begin|getManager|runTransaction)$/i

/** A transaction among the arguments of a call, by where it comes from: the argument of a transaction's callback, or what opened one. */
export function findTransactionArgument(crossing: Crossing, program: Program): Reason | null {
  const call = callAt(crossing, program)
  for (const argument of call?.arguments ?? []) {
    if (ts.isIdentifier(argument) && isTransaction(argument, program.checker))
      return {
        text: `"${argument.text}", handed across here, is a transaction`,
        place: program.placeOf(argument),
      }
  }
  return null
}

function isTransaction(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration
  if (declaration === undefined) return false
  if (ts.isParameter(declaration)) {
    const { parent } = declaration.parent
    return parent !== undefined && ts.isCallExpression(parent) && opening.test(nameOfCallee(parent))
  }
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  const opened = value !== undefined && ts.isAwaitExpression(value) ? value.expression : value
  return opened !== undefined && ts.isCallExpression(opened) && opening.test(nameOfCallee(opened))
}

function nameOfCallee({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}

/** The call whose callee is named at a crossing's place. */
function callAt({ place }: Crossing, program: Program): ts.CallExpression | null {
  const source = program.fileAt(place.file)?.source
  if (source === undefined) return null
  const position = source.getPositionOfLineAndCharacter(place.line - 1, place.column - 1)
  const find = (node: ts.Node): ts.CallExpression | undefined => {
    if (position < node.pos || position >= node.end) return undefined
    const inner = ts.forEachChild(node, find)
    return inner ?? (ts.isCallExpression(node) && node.expression.end > position ? node : undefined)
  }
  return ts.forEachChild(source, find) ?? null
}
