import { ts } from 'ts-morph'
import { findDecoration } from '../survey/decorators.js'
import { bareExpression, propertyOf } from '../survey/expressions.js'
import { decorationsOf } from '../survey/decorators.js'
import type { Survey } from '../survey/survey.js'
import { common } from './packages.js'

/** Metadata of a module, `{ imports, providers, exports, controllers }`: as decorated or as a dynamic module returns it. */
export interface ModuleLists {
  /** The class; null for a module that a test puts together. */
  readonly owner: ts.ClassLikeDeclaration | null
  readonly lists: ts.ObjectLiteralExpression
  readonly dynamic: boolean
}

/** All modules of the program, dynamic ones with what they return. */
export function findModuleLists(survey: Survey): readonly ModuleLists[] {
  return survey.classes.flatMap(owner => {
    const decoration = findDecoration(decorationsOf(survey, owner), common, ['Module'])
    if (decoration === undefined) return []
    const [first] = decoration.args
    const lists = first === undefined ? null : objectOf(survey, first)
    const fixed = lists === null ? [] : [{ owner, lists, dynamic: false }]
    return [...fixed, ...dynamicLists(owner)]
  })
}

/** Modules that tests put together. */
export function findTestModules(survey: Survey): readonly ModuleLists[] {
  return survey.testCalls.flatMap(({ expression, arguments: [first] }) => {
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'createTestingModule')
      return []
    if (first === undefined || !ts.isObjectLiteralExpression(first)) return []
    return [{ owner: null, lists: first, dynamic: false }]
  })
}

function objectOf(survey: Survey, node: ts.Node): ts.ObjectLiteralExpression | null {
  const bare = bareExpression(node)
  if (ts.isObjectLiteralExpression(bare)) return bare
  const declaration = survey.declared.of(bare)
  if (declaration === null || !ts.isVariableDeclaration(declaration)) return null
  return declaration.initializer === undefined ? null : objectOf(survey, declaration.initializer)
}

function dynamicLists(owner: ts.ClassLikeDeclaration): readonly ModuleLists[] {
  const found: ModuleLists[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && propertyOf(node, 'module') !== null)
      found.push({ owner, lists: node, dynamic: true })
    ts.forEachChild(node, visit)
  }
  for (const member of owner.members) if (ts.isMethodDeclaration(member)) visit(member)
  return found
}
