import { ts } from 'ts-morph'
import { decorationsOf, findDecoration } from '../survey/decorators.js'
import { nameText, returnedExpression } from '../survey/expressions.js'
import { lineageOf } from '../survey/heritage.js'
import type { Survey } from '../survey/survey.js'
import type { Container } from './container.js'
import { tokenOf } from './token.js'

/** How a container that works by decorators names them. */
export interface InjectionStyle {
  readonly packages: readonly string[]
  /** Of classes that it makes. */
  readonly classes: readonly string[]
  /** Of parameters and properties; the argument is the token. */
  readonly inject: readonly string[]
}

/** What the constructors and properties of classes that a container makes ask for. */
export function askForClasses(survey: Survey, container: Container, style: InjectionStyle): void {
  for (const each of survey.classes) {
    const managed = findDecoration(decorationsOf(survey, each), style.packages, style.classes) !== undefined
    if (managed || asksItself(survey, each, style)) askForClass({ survey, container, style }, each)
  }
}

interface Asking {
  readonly survey: Survey
  readonly container: Container
  readonly style: InjectionStyle
}

function asksItself(survey: Survey, node: ts.ClassLikeDeclaration, style: InjectionStyle): boolean {
  const asks = (each: ts.Node) =>
    findDecoration(decorationsOf(survey, each), style.packages, style.inject) !== undefined
  return node.members.some(
    member => asks(member) || (ts.isConstructorDeclaration(member) && member.parameters.some(asks)),
  )
}

function askForClass(asking: Asking, node: ts.ClassLikeDeclaration): void {
  const lineage = lineageOf(asking.survey, node)
  const built = lineage.find(each => each.members.some(ts.isConstructorDeclaration))
  for (const member of built?.members ?? [])
    if (built !== undefined && ts.isConstructorDeclaration(member) && member.body !== undefined)
      for (const parameter of member.parameters) ask(asking, built, parameter)
  for (const owner of lineage)
    for (const member of owner.members) if (ts.isPropertyDeclaration(member)) ask(asking, owner, member)
}

function ask(
  { survey, container, style }: Asking,
  owner: ts.ClassLikeDeclaration,
  at: ts.ParameterDeclaration | ts.PropertyDeclaration,
): void {
  const inject = findDecoration(decorationsOf(survey, at), style.packages, style.inject)
  if (inject === undefined && ts.isPropertyDeclaration(at)) return
  const given = inject?.args[0] ?? typeName(survey, at.type)
  if (given === null || given === undefined) return
  const token = tokenOf(survey, ts.isArrowFunction(given) ? returnedExpression(given) : given)
  const by = inject?.args[0] === undefined ? 'type' : 'token'
  container.ask({ into: survey.declared.idOf(owner), token, by, property: nameText(at.name), at })
}

function typeName(survey: Survey, type: ts.TypeNode | undefined): ts.Node | null {
  if (type === undefined || !ts.isTypeReferenceNode(type)) return null
  return survey.declared.classOf(type.typeName) === null ? null : type.typeName
}
