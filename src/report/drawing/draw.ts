import type { Graph } from '../../graph/index.js'
import { refuse } from '../../kernel/problem.js'
import type { GraphFormat, GraphLevel } from '../../kernel/output-formats.js'
import { deriveCruiseResult, encodedName } from './cruise-result.js'
import type { Drawing } from './drawing.js'
import { drawFiles } from './file-drawing.js'
import { formatCruise } from './format-cruise.js'
import { drawModules } from './module-drawing.js'
import { decodeNames } from './safe-names.js'

/**
 * Rows of a CSV matrix at most. It has a cell for each pair: 1,000 rows are 8 MB and take a second, 3,000 are 70 MB and
 * take a quarter of a minute, and from about 8,000 on the text is longer than JavaScript allows.
 */
const mostRows = 4_000

export type DrawnFormat = Exclude<GraphFormat, 'text' | 'json' | 'html'>

const entity = (character: string): string => `&#${character.charCodeAt(0)};`

/** What a character that was kept from dependency-cruiser becomes in each format. */
const escapes: Readonly<Record<DrawnFormat, (character: string) => string>> = {
  mermaid: character => (character === '/' ? '/' : `#${character.charCodeAt(0)};`),
  dot: character => (character === '/' ? '/' : entity(character)),
  archi: character => (character === '/' ? '/' : entity(character)),
  d2: character => ('"\\$'.includes(character) ? `\\${character}` : character),
  csv: character => (character === '"' ? '""' : character),
}

/** Draws with dependency-cruiser; the text is complete, whatever the names are. */
export async function drawGraph(
  graph: Graph,
  options: { readonly format: DrawnFormat; readonly level: GraphLevel },
): Promise<string> {
  const { format } = options
  const drawing = chooseDrawing(graph, options)
  if (format === 'csv' && drawing.nodes.length > mostRows) refuseMatrix(drawing.nodes.length)
  const text = await formatCruise(deriveCruiseResult(drawing), format)
  return decodeNames(pointLinks(text, drawing), escapes[format])
}

/** A matrix has no groups; every other picture of modules shows layers. `archi` draws modules at either level. */
function chooseDrawing(graph: Graph, { format, level }: { format: DrawnFormat; level: GraphLevel }): Drawing {
  if (level === 'file' && format !== 'archi') return drawFiles(graph)
  return drawModules(graph, { layers: format !== 'csv', folded: format === 'archi' })
}

/** dependency-cruiser links each node to its name; a module's link is to lead to its folder. */
function pointLinks(text: string, { nodes }: Drawing): string {
  const links = new Map(
    nodes.flatMap(node => (node.link === null ? [] : [[encodedName(node), encodeURI(node.link)] as const])),
  )
  return text.replace(/(URL=|link: )"([^"]*)"/g, (whole, key: string, name: string) => {
    const link = links.get(name)
    return link === undefined ? whole : `${key}"${link === '' ? '.' : link}"`
  })
}

function refuseMatrix(size: number): never {
  const rows = size.toLocaleString('en-US')
  const most = mostRows.toLocaleString('en-US')
  return refuse(
    'usage',
    `A CSV matrix of ${rows} rows and columns is too large; it can have ${most}.`,
    'Draw the level of modules, look at one part only, or take the format json, which lists what is there.',
  )
}
