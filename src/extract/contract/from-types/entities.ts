import { ts } from 'ts-morph'
import { packageOf, type TypeReading } from './type-reading.js'

const entityDecorators = new Set([
  'Entity',
  'Table',
  'Schema',
  'ViewEntity',
  'ChildEntity',
  'Embeddable',
  'modelOptions',
])
const relationDecorators = new Set([
  'OneToOne',
  'OneToMany',
  'ManyToOne',
  'ManyToMany',
  'HasMany',
  'HasOne',
  'BelongsTo',
  'BelongsToMany',
])
const mappers = /^(typeorm|sequelize|sequelize-typescript|mongoose|@mikro-orm\/|objection|@typegoose\/)/

/** Whether a mapper of objects to tables keeps instances: by decorator, or by a base class of the mapper. */
export function isEntity(type: ts.Type, reading: TypeReading): boolean {
  const declarations = (type.symbol.declarations ?? []).filter(ts.isClassDeclaration)
  if (declarations.some(each => decoratorNames(each).some(name => entityDecorators.has(name)))) return true
  return declarations.some(each => extendsMapper(each, reading))
}

function extendsMapper({ heritageClauses }: ts.ClassDeclaration, { checker }: TypeReading): boolean {
  return (heritageClauses ?? []).some(clause =>
    clause.types.some(({ expression }) => {
      const symbol = checker.getTypeAtLocation(expression).symbol ?? checker.getSymbolAtLocation(expression)
      const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? ''
      return mappers.test(packageOf(file) ?? '')
    }),
  )
}

/** `lazy`: a promise that loads what is related when somebody waits for it. */
export function relationOf(member: ts.Symbol, { checker }: TypeReading): 'lazy' | 'loaded' | null {
  const declaration = member.valueDeclaration
  const related =
    declaration !== undefined &&
    ts.isPropertyDeclaration(declaration) &&
    decoratorNames(declaration).some(name => relationDecorators.has(name))
  if (!related) return null
  return checker.getTypeOfSymbol(member).symbol?.name === 'Promise' ? 'lazy' : 'loaded'
}

/** Names of decorators, called or not. */
export function decoratorNames(node: ts.Node): readonly string[] {
  if (!ts.canHaveDecorators(node)) return []
  return (ts.getDecorators(node) ?? []).map(({ expression }) => {
    const called = ts.isCallExpression(expression) ? expression.expression : expression
    return ts.isPropertyAccessExpression(called) ? called.name.text : called.getText()
  })
}
