import { ts } from 'ts-morph'
import type { Place } from '../../../kernel/finding.js'
import { packageOf } from '../../calls/index.js'
import { judgePackage } from '../purity/pure-packages.js'
import { isLiteralData, isPlainType } from './constant-data.js'
import { type Decide, hasRole, type Subject } from '../subject.js'

/** Constants and settings, which both sides can have. */
export const decideConfiguration: Decide = subject => {
  const { symbol, program } = subject
  const role = hasRole(subject, ['configuration'])
  if (role !== null) {
    const text = `${symbol.name} reads settings (${role.text})`
    return { treatment: 'configuration', reason: { text, place: role.place } }
  }
  const settings = findSettings(subject)
  if (settings !== null)
    return {
      treatment: 'configuration',
      reason: { text: `${symbol.name} only hands on settings here`, place: settings },
    }
  const [declaration] = subject.declarations
  const value = declaration === undefined ? null : valueOfConstant(declaration)
  if (value === null || (symbol.kind !== 'constant' && symbol.kind !== 'variable')) return null
  const text = describe(subject, value)
  return text === null
    ? null
    : {
        treatment: 'configuration',
        reason: { text: `${symbol.name} ${text}`, place: program.placeOf(value) },
      }
}

function describe(subject: Subject, value: ts.Expression): string | null {
  if (isLiteralData(value)) return 'is constant data'
  if (isSettings(subject, value)) return 'is made of settings'
  if (subject.symbol.kind !== 'constant' || isToBeFilled(value)) return null
  const kind = subject.findImpurity(value)?.kind ?? null
  const { checker } = subject.program
  if (kind === null && isPlainType(checker.getTypeAtLocation(value), checker))
    return 'is data made of constants'
  const made = ts.isCallExpression(value) ? packageOf(value.expression, subject.program) : null
  if (kind === null && made !== null && judgePackage(made) === 'pure')
    return `is made with ${made}, which has no state`
  return null
}

/** `[]` and `{}`. */
function isToBeFilled(value: ts.Expression): boolean {
  return (
    (ts.isArrayLiteralExpression(value) && value.elements.length === 0) ||
    (ts.isObjectLiteralExpression(value) && value.properties.length === 0)
  )
}

/** A class of settings by its name, of which nothing but values is read; the first such place. */
function findSettings({ symbol, uses }: Subject): Place | null {
  if (symbol.kind !== 'class' || !/(?:Config|Configuration|Settings)(?:Service|Provider)?$/.test(symbol.name))
    return null
  const isRead = symbol.members.every(({ kind }) => kind !== 'method')
  const read = uses.find(({ usage, member }) => usage === 'read' && member !== null)
  return isRead && uses.every(({ usage }) => usage !== 'write') ? (read?.place ?? null) : null
}

function valueOfConstant(declaration: ts.Node): ts.Expression | null {
  if (ts.isVariableDeclaration(declaration)) return declaration.initializer ?? null
  if (ts.isBinaryExpression(declaration)) return declaration.right
  if (ts.isPropertyAssignment(declaration)) return declaration.initializer
  return ts.isExportAssignment(declaration) ? declaration.expression : null
}

/** Made from the environment: by reading it, or by a library for settings. */
function isSettings({ findImpurity, program }: Subject, value: ts.Expression): boolean {
  const name = ts.isCallOrNewExpression(value) ? packageOf(value.expression, program) : null
  if (name !== null && judgePackage(name) === 'environment') return true
  return findImpurity(value)?.kind === 'environment'
}
