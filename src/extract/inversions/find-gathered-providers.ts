import { ts } from 'ts-morph'
import type { Border } from '../calls/operation-uses.js'
import type { CrossingSymbol, Seam } from '../seam/seam.js'
import type { Inversion } from './inversions.js'

/** Providers that a container gathers under one token: `multi: true`, or a factory that is given classes of the other side. */
export function findGatheredProviders(seam: Seam, border: Border): readonly Inversion[] {
  return [...seam.inbound, ...seam.outbound].flatMap(symbol =>
    symbol.crossings.flatMap(({ place }) => {
      const gathered = providerAt(place, border)
      return gathered === null ? [] : [describe(symbol, { place, gathered }, border)]
    }),
  )
}

function describe(
  symbol: CrossingSymbol,
  { place, gathered }: { place: Inversion['place']; gathered: Provider },
  { calls }: Border,
): Inversion {
  return {
    kind: 'multi-provider',
    // The other way round than a call: whoever names the class gathers it, and calls it.
    calledBy: symbol.direction === 'inbound' ? 'others' : 'module',
    through: gathered.token,
    registered: symbol.name,
    place,
    test: calls.program.fileAt(place.file)?.test ?? false,
    calledBack: [],
    answerUsed: true,
    remedy: 'webhook',
  }
}

interface Provider {
  readonly token: string
}

function providerAt(place: Inversion['place'], { calls }: Border): Provider | null {
  const source = calls.program.fileAt(place.file)?.source
  const line = source?.getLineStarts()[place.line - 1]
  if (source === undefined || line === undefined) return null
  let found: Provider | null = null
  const position = line + place.column - 1
  const visit = (node: ts.Node): void => {
    if (position < node.getFullStart() || position >= node.end) return
    if (ts.isObjectLiteralExpression(node)) found = readProvider(node, position) ?? found
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function readProvider(object: ts.ObjectLiteralExpression, position: number): Provider | null {
  const property = (name: string) =>
    object.properties.filter(ts.isPropertyAssignment).find(each => each.name.getText() === name)?.initializer
  const token = property('provide')
  if (token === undefined) return null
  const isMulti = property('multi')?.kind === ts.SyntaxKind.TrueKeyword
  const injected = property('inject')
  const isGathered =
    injected !== undefined && ts.isArrayLiteralExpression(injected) && injected.elements.length > 1
  const isInjected = isGathered && injected.pos <= position && position < injected.end
  return isMulti || isInjected ? { token: token.getText() } : null
}
