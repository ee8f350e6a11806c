import type { Contract, ContractOperation, OperationSignature } from '../contract.js'
import { checkPrelude } from './check-prelude.js'
import { renderCheck } from './check-text.js'
import { renderType } from './type-text.js'

/**
 * One file of TypeScript for both sides of a border: the types of the contract, and checks of what an operation is given
 * and answers. Plain functions: it goes into repositories that have no zod, or another version of it, and what is checked
 * are values of the program (dates, maps, sets), once the wire form is decoded or before it is encoded.
 */
export function renderValidators(contract: Contract): string {
  const types = Object.entries(contract.types)
  const declared = types.map(
    ([name, { schema }]) => `${comment(schema.description)}export type ${name} = ${renderType(schema)}\n`,
  )
  const checks = types.map(([name, { schema }]) => `  ${name}: ${renderCheck(schema)},\n`)
  return [
    `// The contract of ${contract.name}, version ${contract.version}. Generated: what is changed here is lost.\n`,
    ...declared,
    renderOperationTypes(contract.operations),
    checkPrelude,
    `const checks: { readonly [name: string]: Check | undefined } & { ${types.map(([name]) => `readonly ${name}: Check`).join('; ')} } = {\n${checks.join('')}}\n`,
    renderOperationChecks(contract.operations),
    checkFunctions,
  ].join('\n')
}

function comment(description: string | undefined): string {
  return description === undefined ? '' : `/** ${description.replaceAll('*/', '*\\/')} */\n`
}

function renderOperationTypes(operations: readonly ContractOperation[]): string {
  const lines = operations.flatMap(({ name, description, signatures }) => [
    comment(description ?? undefined),
    ...signatures.map(
      signature => `  ${JSON.stringify(name)}(${renderParameters(signature)}): ${renderAnswer(signature)}\n`,
    ),
  ])
  return `export interface Operations {\n${lines.join('')}}\nexport type OperationName = keyof Operations\n`
}

function renderParameters({ parameters }: OperationSignature): string {
  const lastRequired = parameters.findLastIndex(({ optional, rest }) => !optional && !rest)
  return parameters
    .map(({ name, schema, rest }, index) => {
      const type = renderType(schema)
      if (rest) return `...${safeName(name, index)}: ${type}`
      // What stands before something that is needed cannot be left out, only be undefined.
      return index > lastRequired ? `${safeName(name, index)}?: ${type}` : `${safeName(name, index)}: ${type}`
    })
    .join(', ')
}

function safeName(name: string, index: number): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) &&
    !/^(default|function|new|class|delete|in|this|arguments|eval)$/.test(name)
    ? name
    : `argument${index}`
}

const streams: readonly string[] = ['observable', 'async-iterator', 'stream']

function renderAnswer({ answer, output }: OperationSignature): string {
  return streams.includes(answer) ? `AsyncIterable<${renderType(output)}>` : `Promise<${renderType(output)}>`
}

function renderOperationChecks(operations: readonly ContractOperation[]): string {
  const lines = operations.map(({ name, signatures }) => {
    const forms = signatures.map(({ parameters, output }) => {
      const fixed = parameters.filter(({ rest }) => !rest)
      const rest = parameters.find(each => each.rest)
      const items = fixed.map(({ schema, optional }) =>
        optional ? `optional(${renderCheck(schema)})` : renderCheck(schema),
      )
      const least = fixed.findLastIndex(({ optional }) => !optional) + 1
      const more =
        rest === undefined
          ? 'null'
          : rest.schema.kind === 'array'
            ? renderCheck(rest.schema.items)
            : 'anything'
      return `{ input: tuple([${items.join(', ')}], ${least}, ${more}), output: ${renderCheck(output)} }`
    })
    return `  ${JSON.stringify(name)}: [${forms.join(', ')}],\n`
  })
  return `const operations: Readonly<Record<OperationName, readonly { readonly input: Check; readonly output: Check }[]>> = {\n${lines.join('')}}\n`
}

const checkFunctions = `/** What is wrong with the arguments of a call; empty where they fit. For the server, and for clients that want to know at once. */
export function checkInput(operation: OperationName, input: readonly unknown[]): readonly Issue[] {
  return either(operations[operation].map(form => form.input))(input, 'input')
}

/** What is wrong with an answer, or with one item of a stream. For the client, and for servers that check themselves. */
export function checkOutput(operation: OperationName, output: unknown): readonly Issue[] {
  return either(operations[operation].map(form => form.output))(output, 'output')
}
`
