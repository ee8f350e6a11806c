import { createLocator } from '../../sites/locator.js'
import { effectOfAction } from '../syntax/relation-effects.js'
import type { SitePlace, TableDefinitionSite, TableRelation } from '../table-site.js'

const scalars: ReadonlySet<string> = new Set([
  'String',
  'Boolean',
  'Int',
  'BigInt',
  'Float',
  'Decimal',
  'DateTime',
  'Json',
  'Bytes',
  'Unsupported',
])

/**
 * Models and views of a `schema.prisma`, or of one file of a schema that is spread over a folder. Relations may lead to
 * models of other files. Never throws: what is not a model is passed over.
 */
export function parsePrismaSchema(text: string): readonly TableDefinitionSite[] {
  const locate = createLocator(text)
  const placeAt = (start: number) => ({ start, ...locate(start) })
  const code = blankComments(text)
  const blocks = code.matchAll(/^[ \t]*(?:model|view)[ \t]+(\w+)[ \t]*\{([\s\S]*?)^[ \t]*\}/gm)
  return [...blocks].map(block => {
    const [whole, name = '', body = ''] = block
    const start = block.index + whole.indexOf(name, whole.search(/(?:model|view)\s/) + 5)
    return parseModel({
      name,
      body,
      place: placeAt(start),
      bodyStart: block.index + whole.indexOf('{') + 1,
      placeAt,
    })
  })
}

interface ModelBlock {
  readonly name: string
  readonly body: string
  readonly place: SitePlace
  readonly bodyStart: number
  readonly placeAt: (start: number) => SitePlace
}

function parseModel({ name, body, place, bodyStart, placeAt }: ModelBlock): TableDefinitionSite {
  const table = /@@map\(\s*(?:name\s*:\s*)?"([^"]+)"/.exec(body)?.[1] ?? name
  const schema = /@@schema\(\s*(?:map\s*:\s*)?"([^"]+)"/.exec(body)?.[1]
  const relations: TableRelation[] = []
  for (const field of body.matchAll(/^[ \t]*(\w+)[ \t]+(\w+)(\[\])?(.*)$/gm)) {
    const [whole, property = '', type = '', list = '', attributes = ''] = field
    if (scalars.has(type)) continue
    relations.push({
      ...placeAt(bodyStart + field.index + whole.indexOf(property)),
      name: property,
      target: { kind: 'entity', name: type },
      side: deriveSide(attributes, list !== ''),
      ...effectsOf(attributes),
      label: /@relation\(\s*(?:[^")]*\bname\s*:\s*)?"([^"]+)"/.exec(attributes)?.[1] ?? null,
    })
  }
  return {
    ...place,
    kind: 'definition',
    by: 'prisma',
    entity: name,
    table: schema === undefined ? table : `${schema}.${table}`,
    local: null,
    exported: [],
    parent: null,
    creator: null,
    relations,
  }
}

function effectsOf(attributes: string): Pick<TableRelation, 'effects'> {
  const effect = effectOfAction(/@relation\([^)]*\bonDelete\s*:\s*(\w+)/.exec(attributes)?.[1] ?? null)
  return effect === null ? {} : { effects: [effect] }
}

/** The side with `fields` has the foreign key; two lists share a table of pairs. */
function deriveSide(attributes: string, isList: boolean): TableRelation['side'] {
  if (/@relation\([^)]*\bfields\s*:/.test(attributes)) return 'holds'
  return isList ? 'many' : 'opposite'
}

/** Comments become blanks, so that offsets stay; strings are kept, as they may hold slashes. */
function blankComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, match =>
    match.startsWith('"') ? match : match.replace(/[^\n]/g, ' '),
  )
}
