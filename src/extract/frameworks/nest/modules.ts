import { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import { decorationsOf, decorationText, findDecoration } from '../survey/decorators.js'
import { bareExpression, propertyOf, returnedExpression } from '../survey/expressions.js'
import { elementsOf, initialValue, returnedBy } from '../survey/values.js'
import { findModuleLists, findTestModules, type ModuleLists } from './module-lists.js'
import type { ModuleReading, NestReading } from './nest-reading.js'
import { common } from './packages.js'
import { readProvider } from './providers.js'

/** Modules with what they put together. */
export function readModules(reading: NestReading): void {
  const { survey, draft } = reading
  for (const each of survey.classes) readModuleClass(reading, each)
  for (const module of findModuleLists(survey)) {
    const owner = module.owner === null ? null : survey.declared.idOf(module.owner)
    readLists({ ...reading, owner }, module)
    if (module.dynamic) draft.lifecycle(owner, 'dynamic-module', module.lists)
    if (propertyOf(module.lists, 'global')?.kind === ts.SyntaxKind.TrueKeyword)
      draft.lifecycle(owner, 'global-module', module.lists)
  }
  for (const { lists } of findTestModules(survey)) wireLists(reading, lists)
}

function readModuleClass({ survey, draft }: Reading, node: ts.ClassLikeDeclaration): void {
  const decorations = decorationsOf(survey, node)
  const id = survey.declared.idOf(node)
  const module = findDecoration(decorations, common, ['Module'])
  if (module !== undefined) draft.role(id, 'module', { at: module.at, text: decorationText(module) })
  const global = findDecoration(decorations, common, ['Global'])
  if (global !== undefined) draft.lifecycle(id, 'global-module', global.at)
  if (module !== undefined && extendsConfigurable(node)) draft.lifecycle(id, 'dynamic-module', module.at)
}

/** `extends ConfigurableModuleClass`, which a `ConfigurableModuleBuilder` makes. */
function extendsConfigurable({ heritageClauses }: ts.ClassLikeDeclaration): boolean {
  return (heritageClauses ?? []).some(({ types }) =>
    types.some(
      ({ expression }) => ts.isIdentifier(expression) && expression.text === 'ConfigurableModuleClass',
    ),
  )
}

function readLists(reading: ModuleReading, { lists }: ModuleLists): void {
  const { survey, draft } = reading
  wireLists(reading, lists)
  for (const each of listed(reading, lists, 'providers')) readProvider(reading, each)
  for (const each of listed(reading, lists, 'imports')) readOptions(reading, each)
  for (const each of listed(reading, lists, 'controllers')) {
    const declaration = survey.declared.classOf(each)
    if (declaration !== null) draft.role(survey.declared.idOf(declaration), 'controller', { at: each })
  }
}

function listed({ survey }: Reading, lists: ts.ObjectLiteralExpression, name: string): readonly ts.Node[] {
  const list = propertyOf(lists, name)
  return list === null ? [] : elementsOf(survey, list)
}

const listNames = ['imports', 'providers', 'exports', 'controllers']

function wireLists(reading: Reading, lists: ts.ObjectLiteralExpression): void {
  for (const name of listNames) for (const each of listed(reading, lists, name)) wireElement(reading, each)
}

/** The class of an element: of `X`, `X.forRoot()`, `forwardRef(() => X)`, `{ provide: X, useClass: Y }`. */
function wireElement(reading: Reading, element: ts.Node): void {
  const { survey, draft } = reading
  const node = returnedExpression(element)
  if (ts.isObjectLiteralExpression(node)) {
    for (const name of ['provide', 'useClass', 'useExisting', 'module']) {
      const value = propertyOf(node, name)
      if (value !== null) wireElement(reading, value)
    }
    return
  }
  if (ts.isCallExpression(node)) {
    const inner = ts.isPropertyAccessExpression(node.expression)
      ? node.expression.expression
      : node.arguments[0]
    if (inner !== undefined) wireElement(reading, inner)
    if (ts.isPropertyAccessExpression(node.expression)) wireArguments(reading, node)
    return
  }
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return
  const declaration = survey.declared.classOf(node) ?? survey.declared.of(node)
  if (declaration !== null) draft.wire(survey.declared.idOf(declaration), node)
}

/** Classes that `X.forFeature([A, B])` gets, and what it is configured with. */
function wireArguments(reading: Reading, { arguments: args }: ts.CallExpression): void {
  for (const each of args) {
    const bare = bareExpression(each)
    if (ts.isObjectLiteralExpression(bare)) wireLists(reading, bare)
    else if (ts.isArrayLiteralExpression(bare))
      for (const element of elementsOf(reading.survey, bare)) wireElement(reading, element)
  }
}

/** `X.forRootAsync({ useFactory, inject })` among imports: a provider of options. */
function readOptions(reading: ModuleReading, element: ts.Node): void {
  const node = initialValue(reading.survey, element) ?? element
  if (!ts.isCallExpression(node)) return
  for (const each of node.arguments) {
    const bare = bareExpression(each)
    if (ts.isObjectLiteralExpression(bare)) readProvider(reading, bare)
  }
  const declaration = reading.survey.declared.of(node.expression)
  const returned = declaration === null ? null : returnedBy(declaration)
  if (returned !== null && ts.isCallExpression(returned)) readOptions(reading, returned)
}
