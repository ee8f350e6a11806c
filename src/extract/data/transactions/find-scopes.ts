import { ts } from 'ts-morph'
import { isFunction, isFunctionValue, nameOf } from '../../calls/index.js'
import type { TransactionForm, TransactionScope } from '../data.js'
import { type CallSite, functionAround, type ProgramIndex, siteOf } from './program-index.js'
import {
  endsTransaction,
  opensTransaction,
  runsInTransaction,
  transactionDecorator,
} from './transaction-words.js'

/** A transaction with the code that runs while it is open. */
export interface FoundScope {
  readonly scope: TransactionScope
  readonly body: ts.Node
  /** Only calls behind this position, and before that one, belong to it. */
  readonly from: number
  readonly until: number
  /** Names of what stands for the transaction: parameters of its function, or what it is assigned to. */
  readonly handles: ReadonlySet<string>
}

const whole = { from: 0, until: Number.POSITIVE_INFINITY }

/** Transactions of the program, those of its own wrappers included, in order of file and place. */
export function findScopes(index: ProgramIndex): readonly FoundScope[] {
  const { files } = index.program
  const found = files
    .filter(
      ({ test, source }) => !test && /transaction|atomic|unitOfWork|\bBEGIN\b|\.begin\(/i.test(source.text),
    )
    .flatMap(({ source }) => scopesIn(source, index))
  return [...found, ...scopesOfWrappers(found, index)]
}

function scopesIn(source: ts.SourceFile, index: ProgramIndex): readonly FoundScope[] {
  const found: FoundScope[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(...scopesOfCall(node, index))
    if (ts.isDecorator(node)) found.push(...scopesOfDecorator(node, index))
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
  return found
}

function scopesOfCall(call: ts.CallExpression, index: ProgramIndex): readonly FoundScope[] {
  const site = siteOf(call)
  if (site === null) return []
  if (runsInTransaction(site.text) || isExecutedTransaction(call, site.text)) {
    const bodies = functionsGiven(call, index)
    if (bodies.length > 0) return bodies.map(body => scopeOfFunction(body, site, index))
    const list = call.arguments.find(ts.isArrayLiteralExpression)
    if (list !== undefined && /transaction/i.test(site.text))
      return [{ scope: describe(call, 'batch', index), body: list, ...whole, handles: new Set() }]
  }
  // What is called on its result, as Kysely's `execute`, is the transaction.
  const goesOn = ts.isPropertyAccessExpression(call.parent)
  return (opensTransaction.test(site.text) && !goesOn) || isBegin(call) ? beginScope(call, index) : []
}

/** `db.transaction().execute(async trx => …)` */
function isExecutedTransaction({ expression }: ts.CallExpression, name: string): boolean {
  if (name !== 'execute' || !ts.isPropertyAccessExpression(expression)) return false
  return /\.\s*(?:startT|t)ransaction\(\)/.test(expression.expression.getText())
}

/** Functions among the arguments, written there or named. */
function functionsGiven(call: ts.CallExpression, { calls, isDeclared }: ProgramIndex): readonly ts.Node[] {
  const written = call.arguments.filter(isFunctionValue)
  if (written.length > 0) return written
  return call.arguments.flatMap(argument => {
    const name = ts.isPropertyAccessExpression(argument) ? argument.name : argument
    if (!ts.isIdentifier(name) || !isDeclared(name.text)) return []
    return calls.bodiesAt(name).filter(body => isFunction(body) && !ts.isConstructorDeclaration(body))
  })
}

function scopeOfFunction(body: ts.Node, { call }: CallSite, index: ProgramIndex): FoundScope {
  const parameters = isFunction(body) ? body.parameters : []
  const handles = parameters.flatMap(({ name }) => namesIn(name))
  return {
    scope: describe(call, 'callback', index),
    body,
    ...whole,
    handles: new Set(handles),
  }
}

function namesIn(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap(element => (ts.isBindingElement(element) ? namesIn(element.name) : []))
}

function isBegin(call: ts.CallExpression): boolean {
  const [first] = call.arguments
  return (
    first !== undefined &&
    ts.isStringLiteralLike(first) &&
    /^\s*(?:BEGIN|START\s+TRANSACTION)\b/i.test(first.text)
  )
}

/** From the call to the one that ends the transaction, or to the end of the function. */
function beginScope(call: ts.CallExpression, index: ProgramIndex): readonly FoundScope[] {
  const body = functionAround(call)
  if (body === null) return []
  const end = index
    .callsIn(body)
    .filter(site => site.call.pos > call.pos && (endsTransaction.test(site.text) || isCommit(site.call)))
    .at(-1)
  return [
    {
      scope: describe(call, 'begin', index),
      body,
      from: call.end,
      until: end?.call.pos ?? Number.POSITIVE_INFINITY,
      handles: new Set(assignedTo(call)),
    },
  ]
}

function isCommit({ arguments: given }: CallSite['call']): boolean {
  const [first] = given ?? []
  return first !== undefined && ts.isStringLiteralLike(first) && /^\s*(?:COMMIT|ROLLBACK)\b/i.test(first.text)
}

/** `t` in `const t = await sequelize.transaction()`, `queryRunner` in `queryRunner.startTransaction()`. */
function assignedTo(call: ts.CallExpression): readonly string[] {
  const declaration = ts.findAncestor(call, ts.isVariableDeclaration)
  const made = declaration?.initializer !== undefined && declaration.initializer.end === call.end
  if (made) return namesIn(declaration.name)
  const { expression } = call
  const receiver = ts.isPropertyAccessExpression(expression) ? expression.expression : null
  return receiver !== null && ts.isIdentifier(receiver) ? [receiver.text] : []
}

/** A decorated method, or all methods of a decorated class. */
function scopesOfDecorator(decorator: ts.Decorator, index: ProgramIndex): readonly FoundScope[] {
  const { expression, parent } = decorator
  const named = ts.isCallExpression(expression) ? expression.expression : expression
  if (!ts.isIdentifier(named) || !transactionDecorator.test(named.text)) return []
  const methods = ts.isClassLike(parent) ? parent.members : [parent]
  const scope = { ...describe(decorator, 'decorator', index), text: `@${named.text}` }
  return methods.filter(ts.isMethodDeclaration).map(body => ({
    scope: { ...scope, within: nameOf(body) },
    body,
    ...whole,
    handles: new Set(
      body.parameters.flatMap(({ name }) => namesIn(name)).filter(name => /^ctx$|context$/i.test(name)),
    ),
  }))
}

function describe(node: ts.Node, form: TransactionForm, { program }: ProgramIndex): TransactionScope {
  const around = functionAround(node)
  const text = ts.isCallExpression(node) ? node.expression.getText() : node.getText()
  return {
    form,
    text: text.replace(/\s+/g, '').slice(0, 80),
    place: program.placeOf(node),
    module: program.fileOf(node)?.module ?? null,
    within: around === null ? null : nameOf(around),
  }
}

/** Calls of functions that run a function of theirs in a transaction, under whatever name. */
function scopesOfWrappers(found: readonly FoundScope[], index: ProgramIndex): readonly FoundScope[] {
  const names = new Set(found.flatMap(({ body }) => wrapperName(body) ?? []))
  const known = new Set(found.map(({ body }) => body))
  return [...names]
    .filter(name => !runsInTransaction(name))
    .flatMap(name => index.calls.references.named(name))
    .flatMap(name => {
      const call = ts.findAncestor(name, ts.isCallExpression)
      const site = call === undefined ? null : siteOf(call)
      if (call === undefined || site?.name !== name || index.program.fileOf(call)?.test !== false) return []
      return functionsGiven(call, index)
        .filter(body => !known.has(body))
        .map(body => scopeOfFunction(body, site, index))
    })
}

/** The name of the function around a transaction in which a parameter of that function is called. */
function wrapperName(body: ts.Node): string | null {
  const around = body.parent === undefined ? null : functionAround(body.parent)
  if (around === null || !isFunction(around) || around.name === undefined || !ts.isIdentifier(around.name))
    return null
  const parameters = new Set(around.parameters.flatMap(({ name }) => namesIn(name)))
  let called = false
  const visit = (node: ts.Node): void => {
    const isCalled = ts.isCallExpression(node) && ts.isIdentifier(node.expression)
    if (isCalled && parameters.has((node.expression as ts.Identifier).text)) called = true
    ts.forEachChild(node, visit)
  }
  visit(body)
  return called ? around.name.text : null
}
