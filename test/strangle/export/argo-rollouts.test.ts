import { describe, expect, it } from 'vitest'
import { exportConfig } from '../../../src/strangle/export/export-config.js'
import { dialects, readDocuments, readGatewayTable } from './gateway-table.js'
import { findKubernetesFlaws, type KubernetesDocument, specOf } from './kubernetes-schemas.js'
import { type Sketch, sketchConfig } from './sketch.js'

function exported(sketch: Sketch) {
  const { files, notes } = exportConfig(sketchConfig(sketch), 'argo-rollouts')
  const { 'rollouts.yaml': rollouts = '', 'gateway.yaml': table = '' } = files
  const documents = readDocuments(rollouts).filter(document => document !== null)
  const all = (kind: string) => documents.filter(document => document.kind === kind)
  return { table, documents, all, notes: notes.join('\n') }
}

interface Canary {
  readonly stableService: string
  readonly canaryService: string
  readonly trafficRouting: {
    readonly plugins: {
      readonly 'argoproj-labs/gatewayAPI': { readonly httpRoutes: { readonly name: string }[] }
    }
  }
  readonly analysis?: { readonly templates: { readonly templateName: string }[] }
  readonly steps: readonly object[]
}

function canaryOf(document: KubernetesDocument | undefined): Canary {
  return specOf<{ strategy: { canary: Canary } }>(document).strategy.canary
}

const ramp = { steps: [0.5, 5, 25, 100], hold: 300, minimum: 700, errorMargin: 0.01, latencyFactor: 1.5 }
const shop: Sketch = {
  routes: [
    { id: 'orders', path: '/orders', mode: 'canary', share: 5, ramp, override: { header: 'x-side' } },
    { id: 'users', path: '/users/*', mode: 'canary', share: 5, ramp, host: 'shop.example.org' },
    { id: 'by.hand', path: '/hand/:id', mode: 'canary', share: 10 },
    { id: 'done', path: '/done', mode: 'new' },
  ],
}

describe('the documents for Argo Rollouts', () => {
  it('have nothing that the schemas do not know or forbid', () => {
    const { documents, table } = exported(shop)
    expect(
      [...documents, ...readDocuments(table)].flatMap(document => findKubernetesFlaws(document)),
    ).toEqual([])
  })

  it.each([
    ['an unknown step', 'setWeight', 'weigh', 'must NOT have additional properties'],
    ['a weight with decimals', '"setWeight":10', '"setWeight":10.5', 'must be integer'],
    ['a Rollout without its kind', '"kind":"Deployment"', '"kind":7', 'must be string'],
  ])('would be refused with %s', (_, place, put, told) => {
    const text = JSON.stringify(exported(shop).all('Rollout').at(-1))
    expect(text).toContain(place)
    expect(findKubernetesFlaws(JSON.parse(text.replace(place, put))).join('\n')).toContain(told)
  })

  it('move canaries of the same sides, share and ramp together, all others apart', () => {
    const names = exported(shop)
      .all('Rollout')
      .map(({ metadata }) => metadata.name)
    expect(names).toEqual(['legacy-to-new', 'by-hand'])
    const routes = [5, 5, 6].map((minimum, at) => ({ path: `/${at}`, mode: 'canary', ramp: { minimum } }))
    expect(exported({ routes }).all('Rollout').length).toBe(2)
  })

  it('go by the steps of the ramp from the share that has been reached', () => {
    const [first, second] = exported(shop).all('Rollout').map(canaryOf)
    const pause = { pause: { duration: '300s' } }
    expect(first?.steps).toEqual([
      { setWeight: 5 },
      pause,
      { setWeight: 25 },
      pause,
      { setWeight: 100 },
      pause,
    ])
    expect(second?.steps).toEqual([{ setWeight: 10 }, { pause: {} }])
  })

  it.each([
    ['rounds, but not to nothing or all', 0, [0.5, 99.7, 100], [1, 99, 100]],
    ['takes equal weights once', 0, [1, 1.2, 50.5, 100], [1, 51, 100]],
    ['waits for a person at the end of a ramp that stops before all', 0, [20], [20, 'wait']],
  ])('%s', (_, share, steps, expected) => {
    const routes = [{ path: '/a', mode: 'canary', share, ramp: { ...ramp, hold: 0, steps } }]
    const told = canaryOf(exported({ routes }).all('Rollout')[0]).steps as readonly { setWeight?: number }[]
    expect(told.map(({ setWeight }) => setWeight ?? 'wait')).toEqual(expected)
  })

  it('name the HTTPRoutes whose rules have both Services, which send all to the old side at first', () => {
    const { table, all } = exported(shop)
    const documents = readDocuments(table)
    for (const { stableService, canaryService, trafficRouting } of all('Rollout').map(canaryOf)) {
      const named = trafficRouting.plugins['argoproj-labs/gatewayAPI'].httpRoutes.map(({ name }) => name)
      const holding = documents.filter(
        document =>
          document.kind === 'HTTPRoute' &&
          (document.spec as { rules: { backendRefs: { name: string; weight?: number }[] }[] }).rules.some(
            ({ backendRefs }) =>
              backendRefs.map(({ name, weight }) => `${name}=${weight}`).join() ===
              `${stableService}=100,${canaryService}=0`,
          ),
      )
      expect(named.length).toBeGreaterThan(0)
      expect(named).toEqual(holding.map(({ metadata }) => metadata.name))
    }
  })

  it('find the pods of both sides by one label', () => {
    const { all, notes } = exported(shop)
    const selectors = all('Service').map(({ spec }) => spec?.selector)
    const { selector } = specOf<{ selector: { matchLabels: object } }>(all('Rollout')[0])
    expect(selectors.slice(0, 2)).toEqual([selector.matchLabels, selector.matchLabels])
    expect(notes).toContain('need the label strangler-rollout: legacy-to-new')
  })

  it('leave testers and routes that are no canaries to the Services of the upstreams', () => {
    const [dialect] = dialects
    if (dialect === undefined) throw new Error('no dialect')
    const decide = readGatewayTable(exported(shop).table, dialect)
    const head = { method: 'GET', url: '/orders', host: 'a.org', rawHeaders: [], address: '::1' }
    expect(decide(head).services).toEqual(['legacy-to-new-stable'])
    expect(decide({ ...head, rawHeaders: ['X-Side', 'new'] as never[] }).services).toEqual(['strangler-new'])
    expect(decide({ ...head, url: '/done' }).services).toEqual(['strangler-new'])
  })

  it('judge by what the ramp allows, where there is one', () => {
    const { all } = exported(shop)
    const [template, ...others] = all('AnalysisTemplate')
    expect(others).toEqual([])
    const { metrics } = specOf<{
      metrics: { name: string; successCondition: string; provider: { prometheus: { query: string } } }[]
    }>(template)
    expect(
      metrics.map(({ name, successCondition }) => [name, /<= (.*)$/.exec(successCondition)?.[1]]),
    ).toEqual([
      ['error-rate', '0.01'],
      ['latency-p50', '1.5'],
      ['latency-p95', '1.5'],
    ])
    for (const { provider } of metrics) {
      const { query } = provider.prometheus
      expect(query).toContain('destination_service_name="legacy-to-new-canary"')
      expect(query.split('>= 700').length).toBe(3)
      expect(query.split('(').length).toBe(query.split(')').length)
    }
    const [first, second] = all('Rollout').map(canaryOf)
    expect([first?.analysis?.templates, second?.analysis]).toEqual([
      [{ templateName: template?.metadata.name }],
      undefined,
    ])
  })

  it('say that there is nothing to roll out where no route is a canary', () => {
    const { notes, documents } = exported({ routes: [{ path: '/a', mode: 'new' }] })
    expect(notes).toContain('nothing to roll out')
    expect(documents).toEqual([])
  })
})
