import { ts } from 'ts-morph'
import type { Decoration } from '../survey/decorators.js'
import { bareExpression, propertyOf, returnedExpression, writtenText } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'
import type { Handler } from './handler.js'
import { graphql } from './packages.js'

const fields: Readonly<Record<string, (parent: string) => string>> = {
  Query: () => 'Query',
  Mutation: () => 'Mutation',
  Subscription: () => 'Subscription',
  ResolveField: parent => parent,
  ResolveProperty: parent => parent,
  FieldResolver: parent => parent,
}

/** `Query.users`, `User.posts`; `User.__resolveReference` where a federation asks for one. */
export function fieldName({ survey, owner, decoration, member }: Handler): string | null {
  const { origin } = decoration
  if (origin === null || !graphql.includes(origin.package)) return null
  const parent = parentType(survey, owner)
  if (origin.name === 'ResolveReference') return `${parent}.__resolveReference`
  const type = fields[origin.name]
  return type === undefined ? null : `${type(parent)}.${givenName(survey, decoration) ?? member}`
}

/** Of `@Resolver(() => User)`, `@Resolver('User')`, `@Resolver(User)`. */
function parentType(survey: Survey, owner: readonly Decoration[]): string {
  const resolver = owner.find(({ origin }) => origin?.name === 'Resolver')
  const [first] = resolver?.args ?? []
  if (first === undefined) return 'Object'
  return survey.texts.of(first) ?? writtenText(returnedExpression(first))
}

/** Of `@Query('users')`, `@Query(() => [User], { name: 'users' })`, `@Query({ name: 'users' })`. */
function givenName(survey: Survey, { args }: Decoration): string | null {
  for (const each of args) {
    const bare = bareExpression(each)
    if (ts.isObjectLiteralExpression(bare)) {
      const name = propertyOf(bare, 'name')
      if (name !== null) return survey.texts.of(name)
    } else if (!ts.isArrowFunction(bare)) {
      const text = survey.texts.of(bare)
      if (text !== null) return text
    }
  }
  return null
}
