import { ts } from 'ts-morph'
import type { Role } from '../../frameworks/framework.js'
import { type Decide, hasRole, isService, type Subject } from '../subject.js'

const kernel: readonly Role[] = [
  'guard',
  'interceptor',
  'pipe',
  'filter',
  'middleware',
  'decorator',
  'logger',
]

/** What surrounds the handling of requests on both sides: guards, pipes, filters, decorators, loggers. */
export const decideKernel: Decide = subject => {
  const role = hasRole(subject, kernel)
  if (role !== null) {
    const text = `${subject.symbol.name} is a ${role.role} (${role.text})`
    return { treatment: 'shared-kernel', reason: { text, place: role.place } }
  }
  if (/^I?(?:[A-Z]\w*)?Logger(?:Port|Service|Interface)?$/.test(subject.symbol.name)) {
    const text = `${subject.symbol.name} writes logs, which both sides do`
    return { treatment: 'shared-kernel', reason: { text, place: subject.symbol.place } }
  }
  const base = findConnection(subject)
  if (base !== null) {
    const text = `${subject.symbol.name} extends ${base.getText()} of a package: each side has its own connection`
    return { treatment: 'shared-kernel', reason: { text, place: subject.program.placeOf(base) } }
  }
  const applied = subject.uses.find(({ usage, member }) => usage === 'decorate' && member === null)
  const isDecorator =
    applied !== undefined && (subject.symbol.kind === 'function' || isDecoratorValue(subject))
  if (!isDecorator) return null
  const text = `${subject.symbol.name} decorates declarations on the other side`
  return { treatment: 'shared-kernel', reason: { text, place: applied.place } }
}

/** `createParamDecorator(…)` and the like make a value that can be called. */
function isDecoratorValue({ symbol, declarations }: Subject): boolean {
  const [declaration] = declarations
  const value =
    declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  return (
    symbol.kind === 'constant' &&
    value !== undefined &&
    ts.isCallExpression(value) &&
    /decorator/i.test(value.expression.getText())
  )
}

/** A client of a database or another server that lives in the container, `class Database extends PrismaClient`. */
function findConnection(subject: Subject): ts.Expression | null {
  const [declaration] = subject.declarations
  if (declaration === undefined || !ts.isClassDeclaration(declaration) || !isService(subject)) return null
  const clause = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  const base = clause?.types[0]?.expression
  if (base === undefined || !/Client$|Connection$|DataSource$/.test(base.getText())) return null
  const [declared] = subject.program.checker.getTypeAtLocation(base).getSymbol()?.declarations ?? []
  return declared === undefined || declared.getSourceFile().isDeclarationFile ? base : null
}
