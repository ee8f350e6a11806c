import path from 'node:path'
import { openProject } from '../../src/api/open-project.js'
import { readGraph } from '../../src/api/read-graph.js'
import type { Contract } from '../../src/extract/contract/contract.js'
import { deriveContractFromTypes } from '../../src/extract/contract/from-types/contract-from-types.js'
import type { ObjectSchema, Schema } from '../../src/extract/contract/schema.js'
import {
  type JsonSchema,
  type Places,
  toJsonSchema,
} from '../../src/extract/contract/to-openapi/json-schema.js'
import { openProgram } from '../../src/extract/program/open-program.js'

/** The schema of `extract --format json`, both of `--dry-run` and of `--simulate`. */
export const extractionSchemaFile = new URL('../../schema/extract.json', import.meta.url)

const root = path.resolve(import.meta.dirname, '../..')
const source = 'src/api/extract.ts'

/** Of what the functions of the programming interface answer with, by the same means by which an extraction gets its contract. */
export async function renderExtractionSchema(): Promise<string> {
  const { graph } = await readGraph(await openProject({ root, cacheFolder: null }))
  const program = openProgram({ graph, paths: [source] })
  const operations = ['extract', 'simulateExtraction'].map(operationOf)
  const contract = deriveContractFromTypes(program, { name: 'extract', operations })
  const used = new Map<string, JsonSchema>()
  const anyOf = operations.map(({ name }) => render(outputOf(contract, name), contract, used))
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Result of banyan extract --format json',
    description:
      'The first form with --dry-run, the second with --simulate. Files are relative to the root, with /; lines and columns count from 1, columns in UTF-16 units. New properties may appear in any version; a removal or a change of meaning raises schemaVersion.',
    anyOf,
    $defs: Object.fromEntries([...used].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** With all that it refers to, each once. */
function render(schema: Schema, contract: Contract, used: Map<string, JsonSchema>): JsonSchema {
  const tagged = (name: string): never => {
    throw new Error(`JSON has no ${name}.`)
  }
  const places: Places = {
    type: name => {
      if (!used.has(name)) {
        used.set(name, {})
        const type = contract.types[name]?.schema ?? tagged(name)
        used.set(name, render(type, contract, used))
      }
      return `#/$defs/${name}`
    },
    error: tagged,
    wire: tagged,
  }
  return toJsonSchema(asJson(schema), places)
}

/** As `JSON.stringify` writes it: no undefined, only finite numbers. */
function asJson(schema: Schema): Schema {
  switch (schema.kind) {
    case 'number': {
      const { nonFinite: _, ...finite } = schema
      return finite
    }
    case 'array':
      return { ...schema, items: asJson(schema.items) }
    case 'tuple':
      return {
        ...schema,
        prefixItems: schema.prefixItems.map(asJson),
        items: schema.items === null ? null : asJson(schema.items),
      }
    case 'object':
      return asJsonObject(schema)
    case 'union': {
      const anyOf = schema.anyOf.filter(({ kind }) => kind !== 'undefined').map(asJson)
      const [only] = anyOf
      const { description } = schema
      if (only === undefined || anyOf.length > 1) return { ...schema, anyOf }
      return description === undefined ? only : { ...only, description }
    }
    case 'intersection':
      return { ...schema, allOf: schema.allOf.map(asJson) }
    default:
      return schema
  }
}

function asJsonObject(schema: ObjectSchema): ObjectSchema {
  const { properties, additionalProperties: more } = schema
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, asJson(each)])),
    additionalProperties: typeof more === 'boolean' ? more : asJson(more),
  }
}

function outputOf({ operations }: Contract, asked: string): Schema {
  const signature = operations.find(({ name }) => name === asked)?.signatures[0]
  if (signature === undefined) throw new Error(`There is no ${asked} in ${source}.`)
  return signature.output
}

function operationOf(name: string) {
  const symbol = {
    id: `${source}#${name}`,
    direction: 'inbound',
    name,
    kind: 'function',
    place: { file: source, line: 1, column: 1 },
    module: 'api',
    answer: 'promise',
    members: [],
    crossings: [],
  } as const
  return { name, symbol, member: null }
}
