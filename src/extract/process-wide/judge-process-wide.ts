import { ts } from 'ts-morph'
import { unwrapIn } from '../calls/index.js'
import type { Program } from '../program/program.js'
import type { ProcessWideKind } from './process-wide.js'

export const trigger = /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i

/** What a node does to the whole process; null for most. */
export function judgeProcessWide(node: ts.Node, program: Program): ProcessWideKind | null {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return judgeTarget(node.left, program)
  if (ts.isDeleteExpression(node)) return judgeTarget(node.expression, program)
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
    return trigger.test(node.getText()) ? 'database-trigger' : null
  return ts.isCallExpression(node) ? judgeCall(node, program) : null
}

function judgeCall(call: ts.CallExpression, program: Program): ProcessWideKind | null {
  const name = call.expression.getText()
  if (/^process\.(?:on|once|addListener|prependListener)$/.test(name)) return 'process-listener'
  if (/^process\.(?:exit|abort)$/.test(name)) return 'process-end'
  if (/^(?:setInterval|cron\.schedule|schedule\.scheduleJob)$/.test(name))
    return isInFunction(call) ? null : 'timer'
  const [target] = call.arguments
  if (!/^(?:Object|Reflect)\.(?:assign|definePropert(?:y|ies)|setPrototypeOf)$/.test(name)) return null
  return target === undefined ? null : judgeTarget(target, program, true)
}

/** What is one in each process; `module` and `exports` belong to a file. */
const ofLanguage =
  /^(?:globalThis|global|window|process|console|Array|Buffer|Date|Error|Function|Intl|JSON|Map|Math|Number|Object|Promise|Reflect|RegExp|Set|String|Symbol)$/

/** `process.env.ZONE`, `Math.random`, `globalThis.reader`, `Array.prototype.last`, `Reader.prototype` where that is whole. */
function judgeTarget(target: ts.Expression, program: Program, isWhole = false): ProcessWideKind | null {
  const path = pathOf(target)
  if (path === null) return null
  const [root, second] = path
  if (root.text === 'process' && second === 'env') return 'environment'
  if (!isDeclaredElsewhere(root, program)) return null
  if (second === 'prototype') return 'prototype'
  return ofLanguage.test(root.text) && path.length > (isWhole ? 0 : 1) ? 'global' : null
}

type Path = readonly [root: ts.Identifier, ...members: string[]]

function pathOf(node: ts.Expression): Path | null {
  const inner = unwrapIn(node)
  if (ts.isIdentifier(inner)) return [inner]
  if (!ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) return null
  const before = pathOf(inner.expression)
  if (before === null) return null
  return [...before, ts.isPropertyAccessExpression(inner) ? inner.name.text : '[]']
}

/** Not by the module that does it: by another one, a package, or the language. */
function isDeclaredElsewhere(name: ts.Identifier, { checker, fileOf }: Program): boolean {
  const symbol = checker.getSymbolAtLocation(name)
  const target =
    symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const own = fileOf(name)?.module
  return (target?.declarations ?? []).every(each => {
    const file = fileOf(each)
    return file === null || file.module !== own || isGlobalAugmentation(each)
  })
}

function isGlobalAugmentation(node: ts.Node): boolean {
  return (
    ts.findAncestor(
      node,
      each => (each.flags & ts.NodeFlags.GlobalAugmentation) !== 0 && ts.isModuleDeclaration(each),
    ) !== undefined
  )
}

function isInFunction(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isFunctionLike) !== undefined
}
