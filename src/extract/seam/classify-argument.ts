import { ts } from 'ts-morph'
import type { Named } from './classify-usage.js'
import type { Usage } from './seam.js'

/** Functions by what becomes of their arguments. */
const receivers: readonly (readonly [RegExp, Usage])[] = [
  [
    /^(?:mock|doMock|unmock|mocked|spyOn|stub|replace|replaceProperty|overrideProvider|overrideGuard|createMock|mockDeep)$/,
    'mock',
  ],
  [
    /^(?:publish|publishAll|emit|emitAsync|dispatch|raise|addDomainEvent|addEvent|apply|execute|send)$/,
    'publish',
  ],
  [/^(?:on|once|addListener|addEventListener|subscribe|subscribeTo|ofType)$/, 'subscribe'],
  [/^(?:belongsTo|belongsToMany|hasMany|hasOne|references|relations)$/, 'relate'],
  [
    /^(?:use|register|mount|forRoot|forRootAsync|forFeature|createTestingModule|forRoutes|useGlobalGuards|useGlobalPipes|useGlobalFilters|useGlobalInterceptors)$/,
    'wire',
  ],
  [/^(?:get|resolve|inject|forwardRef)$/, 'inject'],
]
/** Properties of the objects with which programs are put together. */
const wiring =
  /^(?:imports|providers|exports|controllers|useClass|useExisting|useFactory|entities|subscribers)$/

/** How a value is used that stands by itself: as an argument, in an object, on the right of something. */
export function classifyArgument(head: ts.Node, named: Named): Usage {
  const outer = outermost(head)
  const { parent } = outer
  if (ts.isPropertyAssignment(parent) && parent.initializer === outer) {
    const key = parent.name.getText()
    if (key === 'provide') return isTestDouble(parent.parent) ? 'mock' : 'inject'
    if (wiring.test(key)) return 'wire'
  }
  const callee = ts.isCallExpression(parent) && parent.expression !== outer ? nameOfCallee(parent) : null
  const usage = callee === null ? undefined : receivers.find(([pattern]) => pattern.test(callee))?.[1]
  if (usage !== undefined && fits(usage, named)) return usage
  return isPassed(parent, outer) && carriesBehaviour(named) ? 'pass' : 'read'
}

/** `() => X` and `[X]` stand for `X`, as in `forwardRef(() => X)`. */
function outermost(head: ts.Node): ts.Node {
  let at = head
  for (;;) {
    const { parent } = at
    const isLazy = ts.isArrowFunction(parent) && parent.body === at && parent.parameters.length === 0
    const isListed = ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)
    if (!isLazy && !isListed) return at
    at = parent
  }
}

function nameOfCallee({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}

function isTestDouble(object: ts.ObjectLiteralExpression): boolean {
  return (
    object.properties.some(
      ({ name }) => name !== undefined && /^use(?:Value|Factory)$/.test(name.getText()),
    ) && /\b(?:jest|vi|sinon|mock)/i.test(object.getText())
  )
}

/** A class is what a container is asked for, and its instances are what is published. */
function fits(usage: Usage, { symbol }: Named): boolean {
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0
  if (usage === 'inject' || usage === 'publish') return isClass
  return (
    usage !== 'subscribe' ||
    isClass ||
    (symbol.flags & (ts.SymbolFlags.EnumMember | ts.SymbolFlags.Variable)) !== 0
  )
}

function isPassed(parent: ts.Node, outer: ts.Node): boolean {
  return (
    (ts.isCallOrNewExpression(parent) && parent.expression !== outer) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isBinaryExpression(parent) ||
    ts.isBindingElement(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isJsxExpression(parent) ||
    ts.isArrayLiteralExpression(parent)
  )
}

/** Whether something can be called, or has what can be called. Of members that are data, none. */
function carriesBehaviour({ name, symbol, checker }: Named): boolean {
  if (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function | ts.SymbolFlags.Method)) return true
  const type = checker.getTypeOfSymbolAtLocation(symbol, name)
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return true
  const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(type)
  return isObject && (symbol.flags & ts.SymbolFlags.Property) === 0 && type.getProperties().some(isMethod)
}

function isMethod({ valueDeclaration }: ts.Symbol): boolean {
  if (valueDeclaration === undefined) return false
  return ts.isMethodDeclaration(valueDeclaration) || ts.isMethodSignature(valueDeclaration)
}
