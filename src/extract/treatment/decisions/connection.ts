import { ts } from 'ts-morph'
import { packageOf } from '../../calls/index.js'
import type { Program } from '../../program/program.js'
import { type Decide, isService, type Subject } from '../subject.js'

/** Clients of databases and other servers, made when a file is loaded or when a container starts: each side makes its own. */
export const decideConnection: Decide = subject => {
  const { symbol, program } = subject
  const base = findConnectedBase(subject)
  if (base !== null) {
    const text = `${symbol.name} extends ${base.getText()} of a package: each side has its own connection`
    return { treatment: 'shared-kernel', reason: { text, place: program.placeOf(base) } }
  }
  const made = findMaking(subject)
  if (made === null) return null
  const text = `${symbol.name} is a connection (${shorten(made)}): each side has its own`
  return { treatment: 'shared-kernel', reason: { text, place: program.placeOf(made) } }
}

/** A client of a database or another server that lives in the container, `class Database extends PrismaClient`. */
function findConnectedBase(subject: Subject): ts.Expression | null {
  const [declaration] = subject.declarations
  if (declaration === undefined || !ts.isClassDeclaration(declaration) || !isService(subject)) return null
  const clause = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  const base = clause?.types[0]?.expression
  if (base === undefined || !/Client$|Connection$|DataSource$/.test(base.getText())) return null
  return isOwn(base, subject.program) ? null : base
}

function findMaking({ declarations, program }: Subject): ts.Expression | null {
  const [declaration] = declarations
  if (declaration === undefined) return null
  for (const value of valuesOf(declaration)) {
    const made = findConnection(value, program)
    if (made !== null) return made
  }
  return null
}

/** The value of a constant; of a variable that is filled while its file is loaded, all that it is filled with. */
function valuesOf(declaration: ts.Declaration): readonly ts.Expression[] {
  if (ts.isBinaryExpression(declaration)) return [declaration.right]
  if (ts.isExportAssignment(declaration)) return [declaration.expression]
  if (!ts.isVariableDeclaration(declaration)) return []
  if (declaration.initializer !== undefined) return [declaration.initializer]
  const name = declaration.name.getText()
  const values: ts.Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    const isFilling = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    if (isFilling && node.left.getText() === name) values.push(node.right)
    ts.forEachChild(node, visit)
  }
  visit(declaration.getSourceFile())
  return values
}

/** `new PrismaClient()` in `global.prisma ?? new PrismaClient().$extends(log)` and in `remember(() => new PrismaClient())`. */
function findConnection(value: ts.Expression, program: Program): ts.Expression | null {
  const inside = (...parts: readonly (ts.Node | undefined)[]) => {
    for (const part of parts) {
      const found = part === undefined || !ts.isExpression(part) ? null : findConnection(part, program)
      if (found !== null) return found
    }
    return null
  }
  if (ts.isBinaryExpression(value)) return inside(value.right, value.left)
  if (ts.isConditionalExpression(value)) return inside(value.whenTrue, value.whenFalse)
  if (ts.isPropertyAccessExpression(value)) return inside(value.expression)
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isAwaitExpression(value))
    return inside(value.expression)
  if (ts.isNonNullExpression(value) || ts.isSatisfiesExpression(value)) return inside(value.expression)
  if (!ts.isCallExpression(value) && !ts.isNewExpression(value)) return null
  if (connects(value, program)) return value
  const handed: readonly ts.Expression[] = value.arguments ?? []
  const lazy = handed.filter(ts.isArrowFunction).filter(({ parameters }) => parameters.length === 0)
  return inside(value.expression, ...lazy.map(({ body }) => returnedBy(body)))
}

function returnedBy(body: ts.ConciseBody): ts.Node | undefined {
  if (!ts.isBlock(body)) return body
  return body.statements.find(ts.isReturnStatement)?.expression
}

/** By the package and by the name of what makes it: a package that connects makes other things as well, such as models. */
function connects({ expression }: ts.CallExpression | ts.NewExpression, program: Program): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
  if (isOwn(expression, program)) return false
  if (/(?:Client|DataSource|Connection)$/.test(name) && ts.isNewExpression(expression.parent)) return true
  const from = packageOf(expression, program)
  return from !== null && connecting.has(from) && makers.test(name)
}

/** Whether the repository declares it. */
function isOwn(expression: ts.Expression, program: Program): boolean {
  const [declared] = program.checker.getTypeAtLocation(expression).getSymbol()?.declarations ?? []
  return declared !== undefined && !declared.getSourceFile().isDeclarationFile
}

function shorten(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ')
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

const makers =
  /^(?:create\w*(?:Client|Pool|Connection|Cluster|Transport|Transporter)|connect|init|initialize|drizzle|knex|postgres|neon|pgp|pgPromise|redis|ioredis|cluster|pool|client|kysely|sequelize|datasource|database|stripe|twilio|kafka|\w+(?:Client|Connection))$/i

const connecting = new Set(
  `@prisma/client knex kysely drizzle-orm typeorm sequelize sequelize-typescript mongodb ioredis redis pg mysql mysql2
   postgres slonik pg-promise better-sqlite3 sqlite3 @libsql/client @neondatabase/serverless @planetscale/database
   @vercel/postgres @upstash/redis @supabase/supabase-js @elastic/elasticsearch @opensearch-project/opensearch
   cassandra-driver neo4j-driver memcached memjs mongoose nodemailer stripe twilio amqplib kafkajs nats @mikro-orm/core
   @mikro-orm/postgresql @mikro-orm/mysql @mikro-orm/sqlite @mikro-orm/mongodb`.split(/\s+/),
)
