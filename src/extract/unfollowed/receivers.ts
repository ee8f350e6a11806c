import { ts } from 'ts-morph'

const builtIns: readonly object[] = [
  Array.prototype,
  Boolean.prototype,
  Date.prototype,
  Function.prototype,
  Map.prototype,
  Number.prototype,
  Object.prototype,
  Promise.prototype,
  RegExp.prototype,
  Set.prototype,
  String.prototype,
]
const members: ReadonlySet<string> = new Set(builtIns.flatMap(each => Object.getOwnPropertyNames(each)))

/** What the language brings has a member of this name: `find`, `get`, `add`. */
export function isBuiltInMember(name: string): boolean {
  return members.has(name)
}

/** `users` and `usersService` are called like `UsersService`. */
export function sharesName(receiver: ts.Expression, owner: string): boolean {
  const name = ts.isPropertyAccessExpression(receiver)
    ? receiver.name.text
    : ts.isIdentifier(receiver)
      ? receiver.text
      : ''
  return name !== '' && stem(name) === stem(owner)
}

function stem(name: string): string {
  return name
    .replace(/(?:Service|Repository|Client|Gateway|Provider|Store|Facade|Impl)$/, '')
    .replace(/^[_$]+/, '')
    .toLowerCase()
}

/** As many arguments as the method takes, and no function where it takes none. */
export function mayTake(
  { parameters }: ts.SignatureDeclaration,
  { arguments: given }: ts.CallExpression,
): boolean {
  if (parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return true
  const needed = parameters.filter(each => each.questionToken === undefined && each.initializer === undefined)
  const isSpread = given.some(ts.isSpreadElement)
  if (!isSpread && (given.length > parameters.length || given.length < needed.length)) return false
  return given.every((argument, index) => {
    const isFunction = ts.isArrowFunction(argument) || ts.isFunctionExpression(argument)
    const type = parameters[index]?.type
    return !isFunction || type === undefined || /=>|Function|Callback|Handler|any\b/.test(type.getText())
  })
}

/** Data that was read: `JSON.parse(text)`, `await response.json()`, and what is taken out of it. */
export function isDataReceiver(receiver: ts.Expression): boolean {
  let at: ts.Expression = receiver
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) || ts.isNonNullExpression(at))
    at = at.expression
  if (!ts.isIdentifier(at)) return isRead(at)
  const name = at.text
  const around = ts.findAncestor(at, node => ts.isBlock(node) || ts.isSourceFile(node))
  const declared = around?.forEachChild(statement =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.find(each => each.name.getText() === name)
      : undefined,
  )
  return declared?.initializer !== undefined && isRead(declared.initializer)
}

function isRead(value: ts.Expression): boolean {
  if (ts.isAwaitExpression(value) || ts.isParenthesizedExpression(value) || ts.isAsExpression(value))
    return isRead(value.expression)
  return (
    ts.isCallExpression(value) && /(?:\bJSON\.parse|\.json|\.load|\.parse)$/.test(value.expression.getText())
  )
}
