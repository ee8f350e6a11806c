import type { Graph } from '../../graph/index.js'
import type { GraphFormat, GraphLevel } from '../formats.js'
import { deriveCruiseResult, encodedName } from './cruise-result.js'
import type { Drawing } from './drawing.js'
import { drawFiles } from './file-drawing.js'
import { formatCruise } from './format-cruise.js'
import { drawModules } from './module-drawing.js'
import { decodeNames } from './safe-names.js'

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
