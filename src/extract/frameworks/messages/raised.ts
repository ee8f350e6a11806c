import type { Draft } from '../survey/draft.js'
import type { InstanceDeclaration } from '../survey/declared.js'
import type { Survey } from '../survey/survey.js'
import type { MessageFlow } from '../framework.js'

type Flow = Pick<MessageFlow, 'symbol' | 'kind' | 'end' | 'message'>

/**
 * Messages that nobody hands to a bus by name, while somebody waits for them or a bus is given whatever extends their
 * base: they are collected first. Where one is made counts as where it is published.
 */
export function findRaised(survey: Survey, flows: readonly Flow[]): readonly Parameters<Draft['flow']>[0][] {
  const published = symbolsOf(flows, 'publish')
  const awaited = symbolsOf(flows, 'subscribe')
  if (published.size === 0 && awaited.size === 0) return []
  return survey.constructions.flatMap(made => {
    const declaration = survey.declared.classOf(made.expression)
    const symbol = declaration === null ? null : survey.declared.idOf(declaration)
    if (declaration === null || symbol === null || published.has(symbol)) return []
    const kind = awaited.get(symbol) ?? kindOfBase(survey, declaration, published)
    const message = declaration.name?.text ?? symbol
    return kind === undefined ? [] : [{ message, symbol, kind, end: 'publish', at: made }]
  })
}

function symbolsOf(flows: readonly Flow[], end: Flow['end']): ReadonlyMap<string, Flow['kind']> {
  return new Map(
    flows.flatMap(flow =>
      flow.end === end && flow.symbol !== null ? [[flow.symbol, flow.kind] as const] : [],
    ),
  )
}

function kindOfBase(
  { ancestors, declared }: Survey,
  declaration: InstanceDeclaration,
  published: ReadonlyMap<string, Flow['kind']>,
): Flow['kind'] | undefined {
  for (const each of ancestors(declaration)) {
    const kind = published.get(declared.idOf(each) ?? '')
    if (kind !== undefined) return kind
  }
  return undefined
}
