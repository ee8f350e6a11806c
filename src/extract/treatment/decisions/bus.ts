import { ts } from 'ts-morph'
import { packageOf } from '../../calls/index.js'
import type { Decide, Subject } from '../subject.js'

/** Packages whose clients publish and subscribe, under a name that both sides may use. */
const buses =
  /^(?:graphql-subscriptions|graphql-[\w-]+-subscriptions|@nestjs\/(?:event-emitter|cqrs|microservices)|eventemitter2|emittery|mitt|kafkajs|amqplib|amqp-connection-manager|nats|mqtt|@aws-sdk\/client-(?:sns|sqs|eventbridge)|@google-cloud\/pubsub)$/

/** A class that does nothing but hand on to a bus: each side has its own, and messages go between them. */
export const decideBus: Decide = subject => {
  const { symbol, declarations, findDeclarations, program } = subject
  const [declaration] = declarations
  if (declaration === undefined || !ts.isClassLike(declaration) || symbol.members.length === 0) return null
  const held = symbol.members.map(({ name }) => {
    const [method] = findDeclarations(symbol.id, name).filter(each => 'body' in each)
    return method === undefined ? null : findBus(method, subject)
  })
  const [first] = held
  if (first === undefined || first === null || held.includes(null)) return null
  const text = `${symbol.name} hands on to ${first}, a bus that each side has a connection to`
  return { treatment: 'shared-kernel', reason: { text, place: program.placeOf(declaration) } }
}

/** The package of the one thing that a method asks of its class; null where it asks for anything else. */
function findBus(method: ts.Declaration, { program }: Subject): string | null {
  const asked: (string | null)[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword)
      asked.push(packageOf(node, program))
    ts.forEachChild(node, visit)
  }
  visit(method)
  const [first = null] = asked
  return first !== null && buses.test(first) && asked.every(each => each === first) ? first : null
}
