import { ts } from 'ts-morph'
import type { Idempotency, OperationSignature } from '../contract.js'
import { decoratorNames } from './entities.js'

const asks =
  /^(get|find|list|search|count|fetch|load|read|is|has|exists?|check|query|lookup|resolve|describe|view|show|select|compute|calculate|validate|verify|can|total|sum|all|by)([A-Z_\d]|$)/
const settles =
  /^(set|put|delete|remove|destroy|upsert|ensure|replace|clear|reset|enable|disable|activate|deactivate|archive|cancel|revoke|mark|assign|unassign)([A-Z_\d]|$)/
const writes =
  /^(save|insert|update|upsert|create|createMany|delete|deleteMany|updateMany|remove|softDelete|destroy|persist|flush|publish|emit|send|sendMail|dispatch|increment|decrement|append|write|unlink|rename)([A-Z]|$)/
const questions = new Set(['Get', 'Query', 'ResolveField', 'QueryHandler', 'Head'])
const orders = new Set(['Post', 'Put', 'Patch', 'Delete', 'Mutation', 'CommandHandler'])

interface Asked {
  /** Of the method or function, without its class. */
  readonly name: string
  readonly implementation: ts.SignatureDeclaration | null
  readonly signatures: readonly OperationSignature[]
}

/** By decorator, by name, and by what the body plainly writes. A proposal that people confirm. */
export function inferIdempotency({ name, implementation, signatures }: Asked): Idempotency {
  const decorators = implementation === null ? [] : decoratorNames(implementation)
  const write = implementation === null ? null : findWrite(implementation)
  const question = decorators.find(each => questions.has(each))
  const order = decorators.find(each => orders.has(each))
  if (order === undefined && write === null && (question !== undefined || asks.test(name))) {
    const reason =
      question === undefined
        ? `its name asks, and its body shows no write`
        : `@${question}, and its body shows no write`
    return { kind: 'query', repeatable: true, reason, key: null }
  }
  if (settles.test(name)) {
    return {
      kind: 'command',
      repeatable: true,
      reason: 'its name says the state that it leaves behind',
      key: null,
    }
  }
  const reason = write === null ? 'nothing says that it changes nothing' : `its body calls ${write}`
  return { kind: 'command', repeatable: false, reason, key: proposeKey(signatures) }
}

/** A key that the caller sends already, or the header that everybody uses for it. */
function proposeKey(signatures: readonly OperationSignature[]): string {
  const parameters = signatures.flatMap(signature => signature.parameters)
  const key = parameters.find(({ name }) => /idempotency|requestId|commandId|correlationId|dedup/i.test(name))
  return key === undefined ? 'header Idempotency-Key' : `parameter ${key.name}`
}

/** The first call in the body that writes by its name: `this.users.save`. */
function findWrite(declaration: ts.Node): string | null {
  let found: string | null = null
  const visit = (node: ts.Node): void => {
    if (found !== null) return
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression
      if (writes.test(name.text) && !isBuilt(expression))
        found = node.expression.getText().replaceAll(/\s+/g, '').slice(0, 60)
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(declaration, visit)
  return found
}

/** `Object.create`, `Buffer.write` and their like change nothing that stays. */
function isBuilt(expression: ts.Expression): boolean {
  return (
    ts.isIdentifier(expression) &&
    /^(Object|Reflect|Map|Set|Buffer|Math|JSON|[A-Z]\w*(Error|Dto|Vo|Entity))$/.test(expression.text)
  )
}
