import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { bareExpression, nameText, writtenText } from '../survey/expressions.js'
import { methodsOf } from '../survey/heritage.js'

/**
 * Objects that a file makes when it is loaded, for the whole program: `export const users = new Users(rows)`. Classes
 * that are made within functions too are values, not parts.
 */
export const byHand: Reader = {
  packages: [],
  read: reading => {
    const within = classesMadeWithin(reading)
    for (const made of reading.survey.constructions) {
      const holder = holderAtTop(made)
      const declaration = holder === null ? null : reading.survey.declared.classOf(made.expression)
      if (holder === null || declaration === null || within.has(declaration)) continue
      if (methodsOf(declaration).some(ts.isMethodDeclaration))
        readMade(reading, { made, declaration, holder })
    }
  },
}

function classesMadeWithin({ survey }: Reading): ReadonlySet<ts.Node> {
  const made = survey.constructions.filter(each => holderAtTop(each) === null)
  return new Set(made.flatMap(({ expression }) => survey.declared.classOf(expression) ?? []))
}

/** The variable or the export, at the top of a file, that an object is made for. */
function holderAtTop(made: ts.NewExpression): ts.Node | null {
  for (let at: ts.Node = made; at.parent !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isClassLike(at)) return null
    if (ts.isSourceFile(at.parent)) return isHolder(at) ? at : null
  }
  return null
}

function isHolder(statement: ts.Node): boolean {
  if (ts.isVariableStatement(statement) || ts.isExportAssignment(statement)) return true
  return ts.isExpressionStatement(statement)
}

interface Made {
  readonly made: ts.NewExpression
  readonly declaration: ts.ClassLikeDeclaration
  readonly holder: ts.Node
}

/** What the constructor gets are parts as well, where objects of the program are handed in. */
function readMade({ survey, draft }: Reading, { made, declaration }: Made): void {
  const into = survey.declared.idOf(declaration)
  draft.role(into, 'provider', { at: made, text: `${writtenText(made)} at the top of the file` })
  draft.wire(into, made.expression)
  const parameters = declaration.members.find(ts.isConstructorDeclaration)?.parameters ?? []
  for (const [index, argument] of (made.arguments ?? []).entries()) {
    const bare = bareExpression(argument)
    const instance = survey.declared.instancesOf(bare)[0]
    const token = instance === undefined ? null : survey.declared.idOf(instance)
    if (token === null || instance === undefined || into === null) continue
    const name = parameters[index]?.name
    const property = name === undefined ? null : nameText(name)
    const bound = ts.isClassLike(instance) ? token : null
    draft.injection({ into, token, bound, by: 'type', property, at: argument })
    const part = ts.isIdentifier(bare) ? survey.declared.of(bare) : null
    if (part !== null) draft.wire(survey.declared.idOf(part), argument)
  }
}
