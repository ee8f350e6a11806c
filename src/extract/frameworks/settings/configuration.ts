import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { bareExpression } from '../survey/expressions.js'
import { originsOfValue } from '../survey/receiver.js'
import type { Survey } from '../survey/survey.js'
import { madeAtTop } from './made-at-top.js'

/** What reads or declares settings, by package and name there. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '@nestjs/config': ['registerAs', 'ConfigService'],
  config: ['default', 'get', 'util.toObject'],
  convict: ['default'],
  envalid: ['cleanEnv'],
  'env-var': ['get', 'from'],
  '@t3-oss/env-core': ['createEnv'],
  nconf: ['get'],
  dotenv: ['config', 'parse'],
}

/** Constants made of settings, and classes that do nothing but read them. */
export const configurationRoles: Reader = {
  packages: [],
  read: reading => {
    const { survey, draft } = reading
    for (const { id, origin, at } of madeAtTop(survey))
      if (sources[origin.package]?.includes(origin.name)) draft.role(id, 'configuration', { at })
    for (const { source, test } of survey.program.files)
      if (!test && (source.text.includes('process.env') || usesLibrary(source.text)))
        for (const statement of source.statements) readStatement(reading, statement)
    for (const each of survey.classes) if (mentions.test(each.getSourceFile().text)) readClass(reading, each)
  },
}

/** Nothing is resolved where nothing is named like settings. */
const mentions = /config|settings|process\.env/i

function usesLibrary(text: string): boolean {
  return Object.keys(sources).some(each => text.includes(`'${each}'`) || text.includes(`"${each}"`))
}

/** `export const mail = { host: process.env.MAIL_HOST }`. */
function readStatement({ survey, draft }: Reading, statement: ts.Statement): void {
  const holders = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations
    : ts.isExportAssignment(statement)
      ? [statement]
      : []
  for (const holder of holders) {
    const value = ts.isVariableDeclaration(holder) ? holder.initializer : holder.expression
    if (value === undefined || makesSomething(survey, value) || !readsSettings(survey, value)) continue
    draft.role(survey.declared.idOf(holder), 'configuration', { at: holder })
  }
}

/** A function that happens to read a setting, or an object with methods, is more than settings. */
function makesSomething(survey: Survey, value: ts.Expression): boolean {
  const bare = bareExpression(value)
  if (ts.isNewExpression(bare) || ts.isClassLike(bare) || ts.isFunctionExpression(bare)) return true
  if (ts.isArrowFunction(bare)) return ts.isBlock(bare.body)
  const calls = ts.isCallExpression(bare) ? survey.declared.of(bare.expression) : null
  return calls !== null && ts.isMethodDeclaration(calls)
}

function readsSettings(survey: Survey, node: ts.Node): boolean {
  if (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'env' &&
    node.expression.getText() === 'process'
  )
    return true
  if (ts.isCallExpression(node)) {
    const origin = survey.origins.of(node.expression)
    if (origin !== null && sources[origin.package]?.includes(origin.name)) return true
  }
  return ts.forEachChild(node, child => readsSettings(survey, child) || undefined) ?? false
}

/** `get port() { return this.config.get('PORT') }`, and nothing else. */
function readClass({ survey, draft }: Reading, node: ts.ClassLikeDeclaration): void {
  const members = node.members.filter(each => ts.isMethodDeclaration(each) || ts.isGetAccessor(each))
  const reading = members.filter(each => returnsSetting(survey, each))
  if (reading.length === 0 || reading.length !== members.length) return
  const [first] = reading
  if (first !== undefined) draft.role(survey.declared.idOf(node), 'configuration', { at: first })
}

/** A body that does nothing before it returns what a configuration or the environment holds. */
function returnsSetting(survey: Survey, member: ts.ClassElement): boolean {
  if (!ts.isMethodDeclaration(member) && !ts.isGetAccessor(member)) return false
  const statements = member.body?.statements ?? []
  const [only] = statements
  if (statements.length !== 1 || only === undefined || !ts.isReturnStatement(only)) return false
  return only.expression !== undefined && (readsSettings(survey, only) || asksConfiguration(survey, only))
}

function asksConfiguration(survey: Survey, node: ts.Node): boolean {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const receiver = node.expression.expression
    const origins = mentions.test(receiver.getText()) ? originsOfValue(survey, receiver) : []
    if (origins.some(each => sources[each.package]?.includes(each.name))) return true
  }
  return ts.forEachChild(node, child => asksConfiguration(survey, child) || undefined) ?? false
}
