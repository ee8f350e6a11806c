import { ts } from 'ts-morph'
import type { Request } from '../containers/container.js'
import { tokenOf } from '../containers/token.js'
import { decorationsOf, findDecoration } from '../survey/decorators.js'
import { around, nameText } from '../survey/expressions.js'
import { lineageOf } from '../survey/heritage.js'
import { originsOfValue } from '../survey/receiver.js'
import type { NestReading } from './nest-reading.js'
import { common } from './packages.js'

/** What constructors and properties of managed classes ask for, and what is looked up in a `ModuleRef`. */
export function readInjections(reading: NestReading): void {
  for (const each of reading.survey.classes) if (isManaged(reading, each)) readClass(reading, each)
  for (const name of ['get', 'resolve', 'create'])
    for (const call of reading.survey.callsNamed(name)) readLookup(reading, call)
}

/** A decorator from NestJS or around it, on the class or on a member, makes the container see a class. */
function isManaged({ survey }: NestReading, node: ts.ClassLikeDeclaration): boolean {
  return decorationsOf(survey, node).some(({ origin }) => origin !== null && isNest(origin.package))
}

function isNest(name: string): boolean {
  return name.startsWith('@nestjs/') || name.startsWith('nestjs-') || name.startsWith('nest-')
}

function readClass(reading: NestReading, node: ts.ClassLikeDeclaration): void {
  const lineage = lineageOf(reading.survey, node)
  const built = lineage.find(each => each.members.some(ts.isConstructorDeclaration))
  const construct = built?.members.find(
    (member): member is ts.ConstructorDeclaration =>
      ts.isConstructorDeclaration(member) && member.body !== undefined,
  )
  if (built !== undefined && construct !== undefined)
    for (const parameter of construct.parameters) readParameter(reading, built, parameter)
  for (const each of lineage)
    for (const member of each.members)
      if (ts.isPropertyDeclaration(member)) readProperty(reading, each, member)
}

function readParameter(
  { survey, container }: NestReading,
  owner: ts.ClassLikeDeclaration,
  parameter: ts.ParameterDeclaration,
): void {
  const into = survey.declared.idOf(owner)
  const property = nameText(parameter.name)
  const asked = askedBy(survey, parameter) ?? typedToken(survey, parameter.type)
  if (asked !== null) container.ask({ ...asked, into, property, at: parameter })
}

function readProperty(
  { survey, container }: NestReading,
  owner: ts.ClassLikeDeclaration,
  member: ts.PropertyDeclaration,
): void {
  const asked = askedBy(survey, member)
  if (asked !== null)
    container.ask({
      ...asked,
      into: survey.declared.idOf(owner),
      property: nameText(member.name),
      at: member,
    })
}

type Asked = Pick<Request, 'token' | 'by'>

/** `@Inject(TOKEN)`, `@Inject()` with a type, `@InjectRepository(User)` and the like. */
function askedBy(
  survey: NestReading['survey'],
  node: ts.ParameterDeclaration | ts.PropertyDeclaration,
): Asked | null {
  const decorations = decorationsOf(survey, node)
  const inject = findDecoration(decorations, common, ['Inject'])
  const [token] = inject?.args ?? []
  if (token !== undefined) return { token: tokenOf(survey, token), by: 'token' }
  if (inject !== undefined) return typedToken(survey, node.type)
  const other = decorations.find(({ origin }) => origin?.name.startsWith('Inject') && isNest(origin.package))
  return other === undefined ? null : { token: tokenOf(survey, other.call), by: 'token' }
}

function typedToken(survey: NestReading['survey'], type: ts.TypeNode | undefined): Asked | null {
  if (type === undefined) return null
  const reference = ts.isUnionTypeNode(type) ? type.types.find(ts.isTypeReferenceNode) : type
  if (reference === undefined || !ts.isTypeReferenceNode(reference)) return null
  const known = survey.declared.classOf(reference.typeName) ?? survey.origins.of(reference.typeName)
  return known === null ? null : { token: tokenOf(survey, reference.typeName), by: 'type' }
}

/** `this.moduleRef.get(UsersService)`, also of the application's context. */
function readLookup({ survey, container }: NestReading, call: ts.CallExpression): void {
  const [first] = call.arguments
  if (first === undefined || !ts.isPropertyAccessExpression(call.expression)) return
  const receiver = call.expression.expression
  const origins = originsOfValue(survey, receiver)
  if (!origins.some(({ name, package: from }) => from.startsWith('@nestjs/') && lookups.includes(name)))
    return
  const owner = around(call, ts.isClassLike)
  const into = owner === null ? survey.declared.idOf(call.getSourceFile()) : survey.declared.idOf(owner)
  const token = tokenOf(survey, first)
  container.ask({ into, token, by: 'lookup', property: assignedName(call), at: call })
}

const lookups = ['ModuleRef', 'INestApplicationContext', 'INestApplication', 'NestFactory.create']

/** `users` in `this.users = await this.moduleRef.resolve(…)`. */
function assignedName(call: ts.CallExpression): string | null {
  const value = ts.isAwaitExpression(call.parent) ? call.parent : call
  const { parent } = value
  if (ts.isVariableDeclaration(parent)) return nameText(parent.name)
  if (!ts.isBinaryExpression(parent) || parent.right !== value) return null
  const { left } = parent
  return ts.isPropertyAccessExpression(left) ? left.name.text : ts.isIdentifier(left) ? left.text : null
}
