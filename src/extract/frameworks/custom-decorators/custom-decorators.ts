import { ts } from 'ts-morph'
import type { Reader, Reading } from '../reading.js'
import { bareExpression, returnedExpression, writtenText } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'
import { returnedBy } from '../survey/values.js'
import { isKnownPackage } from './known-packages.js'

/** What makes a decorator, by package. */
const makers: Readonly<Record<string, readonly string[]>> = {
  '@nestjs/common': ['createParamDecorator', 'SetMetadata', 'applyDecorators'],
  '@nestjs/core': ['Reflector.createDecorator', 'DiscoveryService.createDecorator'],
  'type-graphql': ['createMethodDecorator', 'createParamDecorator', 'createMethodMiddlewareDecorator'],
  'class-validator': ['registerDecorator', 'ValidateBy'],
  'routing-controllers': ['createParamDecorator'],
}

/**
 * Decorators that the program makes, and those of packages that nothing is known of: the latter under `package#Name`,
 * so that what they stand on keeps its own roles.
 */
export const customDecorators: Reader = {
  packages: [],
  read: reading => {
    const told = new Set<string>()
    for (const call of reading.survey.calls) readMaker(reading, call)
    for (const each of reading.survey.decorators) readUse(reading, each, told)
  },
}

function readMaker({ survey, draft }: Reading, call: ts.CallExpression): void {
  const holder = holderOf(call)
  const id = holder === null ? null : survey.declared.idOf(holder)
  const origin = id === null ? null : survey.origins.of(call.expression)
  if (origin === null || !makers[origin.package]?.includes(origin.name)) return
  draft.role(id, 'decorator', { at: call })
}

/** `const Roles = () => SetMetadata(…)`, `function Auth() { return applyDecorators(…) }`. */
function holderOf(call: ts.CallExpression): ts.Declaration | null {
  for (let at: ts.Node = call; at.parent !== undefined; at = at.parent) {
    const { parent } = at
    if (ts.isVariableDeclaration(parent)) return valueOfHolder(parent) === call ? parent : null
    if (ts.isFunctionDeclaration(parent)) return returnedBy(parent) === call ? parent : null
    if (ts.isClassLike(parent)) return null
  }
  return null
}

function valueOfHolder({ initializer }: ts.VariableDeclaration): ts.Node | null {
  return initializer === undefined ? null : returnedExpression(bareExpression(initializer))
}

/** One evidence for each decorator, where it first stands. */
function readUse({ survey, draft }: Reading, decorator: ts.Decorator, told: Set<string>): void {
  const bare = bareExpression(decorator.expression)
  const called = ts.isCallExpression(bare) ? bareExpression(bare.expression) : bare
  const name = `${called.getSourceFile().fileName}:${called.getText()}`
  if (told.has(name)) return
  told.add(name)
  const use = useOf(survey, called)
  if (use === null || told.has(use.id)) return
  told.add(use.id)
  draft.role(use.id, 'decorator', { at: decorator, text: use.text })
}

function useOf(survey: Survey, called: ts.Node): { readonly id: string; readonly text: string } | null {
  const written = writtenText(called)
  const origin = survey.origins.of(called)
  if (origin !== null) {
    if (isKnownPackage(origin.package)) return null
    const text = `@${written} of ${origin.package}: what it does is not known`
    return { id: `${origin.package}#${origin.name}`, text }
  }
  const declaration = survey.declared.of(called)
  const id = declaration === null ? null : survey.declared.idOf(declaration)
  return id === null ? null : { id, text: `@${written}` }
}
