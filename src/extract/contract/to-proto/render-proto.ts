import type { Contract, ContractOperation, OperationSignature } from '../contract.js'
import type { FieldNumbers } from './field-numbers.js'
import { createMessages, type Messages, protoName } from './proto-messages.js'
import { type ProtoCall, writeProto } from './proto-file.js'

export interface RenderedProto {
  readonly text: string
  /** To be handed over the next time. */
  readonly numbers: FieldNumbers
}

/**
 * Protocol buffers of a contract: one service, one message for each type. Null and missing are one there, and whoever
 * needs them apart takes JSON. `known` are the numbers of the version before.
 */
export function renderProto(contract: Contract, known: FieldNumbers = {}): RenderedProto {
  const messages = createMessages(contract)
  const calls = contract.operations.map(operation => addCall(operation, messages))
  for (const name of Object.keys(contract.errors)) messages.error(name)
  for (const { name, description, payload } of contract.events)
    messages.object(
      `${protoName(name)}Event`,
      [{ name: 'payload', schema: payload, optional: false }],
      description,
    )
  const { all, enums, imports } = messages.finish()
  const file = {
    package: protoName(contract.name).toLowerCase(),
    service: protoName(contract.name),
    calls,
    messages: all,
    enums,
    imports,
  }
  return writeProto(file, known)
}

function addCall({ name, description, signatures }: ContractOperation, messages: Messages): ProtoCall {
  const base = protoName(name)
  const [first, ...more] = signatures
  const request = `${base}Request`
  if (more.length === 0) addRequest(request, first, messages)
  else {
    const choices = signatures.map((signature, index) => {
      const variant = `${request}${index + 1}`
      addRequest(variant, signature, messages)
      return { name: `form${index + 1}`, type: variant }
    })
    messages.choice(request, choices)
  }
  const response = `${base}Response`
  const outputs = signatures.map(({ output }) => output)
  const [output = { kind: 'undefined' } as const] = outputs
  const schema =
    outputs.length > 1 ? ({ kind: 'union', anyOf: outputs, discriminator: null } as const) : output
  messages.object(response, [{ name: 'output', schema, optional: false }], null)
  const stream = ['observable', 'async-iterator', 'stream'].includes(first?.answer ?? '')
  return { name: base, comment: description, request, response, stream }
}

function addRequest(name: string, signature: OperationSignature | undefined, messages: Messages): void {
  messages.object(name, signature?.parameters ?? [], null)
}
