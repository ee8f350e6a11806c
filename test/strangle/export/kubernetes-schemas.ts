import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AnalysisTemplate, Rollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1'
import { Gateway, HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'
import { Ajv, type ValidateFunction } from 'ajv'

const { resolve } = createRequire(import.meta.url)

const models = {
  Gateway: { model: Gateway, file: '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway' },
  HTTPRoute: {
    model: HTTPRoute,
    file: '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute',
  },
  Rollout: { model: Rollout, file: '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout' },
  AnalysisTemplate: {
    model: AnalysisTemplate,
    file: '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate',
  },
} as const

export interface KubernetesDocument {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec?: Readonly<Record<string, unknown>>
  /** Of an EndpointSlice, which has no `spec`. */
  readonly addressType?: string
  readonly ports?: readonly { readonly port: number }[]
  readonly endpoints?: readonly { readonly addresses: readonly string[] }[]
}

/** The `spec` of a document that has one, in so far as a test cares. */
export function specOf<T>(document: KubernetesDocument | undefined): T {
  if (document?.spec === undefined) throw new Error(`no spec in ${JSON.stringify(document)}`)
  return document.spec as T
}

/** All that an API server would refuse when asked to be strict: unknown fields, and what schemas and their rules forbid. */
export function findKubernetesFlaws(document: KubernetesDocument): readonly string[] {
  const { kind } = document
  if (!Object.hasOwn(models, kind))
    return ['Service', 'EndpointSlice'].includes(kind) ? [] : [`unknown ${kind}`]
  const { model } = models[kind as keyof typeof models]
  const closed = closedSchema(kind as keyof typeof models)
  const flaws = closed(document)
    ? []
    : (closed.errors ?? []).map(error => `${error.instancePath} ${error.message}`)
  // Of what is newer than the models only the closed schema knows.
  const text = JSON.stringify(document, (key, value) => (key === 'fraction' ? undefined : value))
  try {
    const Model = model as new (data: unknown) => { validate(): void }
    new Model(JSON.parse(text)).validate()
  } catch (error) {
    flaws.push(String(error))
  }
  return [...flaws, ...(kind === 'HTTPRoute' ? findRuleFlaws(document as HttpRouteDocument) : [])]
}

const compiled = new Map<string, ValidateFunction>()

function closedSchema(kind: keyof typeof models): ValidateFunction {
  const known = compiled.get(kind)
  if (known !== undefined) return known
  const [, text = ''] =
    /const schema = (\{[\s\S]*?\n\});/.exec(readFileSync(resolve(models[kind].file), 'utf8')) ?? []
  const schema = close(JSON.parse(text)) as { properties: { metadata: unknown } }
  schema.properties.metadata = { type: 'object' }
  const made = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema)
  compiled.set(kind, made)
  return made
}

/** Fields that are not listed are refused; those that came after the models are added. */
function close(node: unknown, name = ''): unknown {
  if (Array.isArray(node)) return node.map(each => close(each))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value, key)]))
  const { properties } = entries as { properties?: Record<string, unknown> }
  const isOpen = properties === undefined || Object.keys(properties).length === 0 || name === 'properties'
  if (isOpen || 'additionalProperties' in entries) return entries
  if (name === 'requestMirror')
    properties.fraction = {
      type: 'object',
      properties: {
        numerator: { type: 'integer', minimum: 0 },
        denominator: { type: 'integer', minimum: 1 },
      },
      required: ['numerator'],
      additionalProperties: false,
    }
  return { ...entries, additionalProperties: false }
}

interface HttpRouteDocument extends KubernetesDocument {
  readonly spec: {
    readonly rules: readonly {
      readonly matches: readonly {
        readonly path: { readonly type: string; readonly value: string }
        readonly headers?: readonly { readonly name: string }[]
      }[]
      readonly filters?: readonly {
        readonly type: string
        readonly urlRewrite?: { readonly path?: { readonly replacePrefixMatch?: string } }
      }[]
    }[]
  }
}

/** The rules of HTTPRoute that its definition writes in CEL, which the models do not carry. */
function findRuleFlaws({ spec }: HttpRouteDocument): readonly string[] {
  const all = spec.rules.flatMap(({ matches }) => matches)
  const perRule = spec.rules.flatMap(({ matches, filters = [] }) => {
    const types = filters.map(({ type }) => type)
    const hasPrefix = filters.some(({ urlRewrite }) => urlRewrite?.path?.replacePrefixMatch !== undefined)
    const isFit = matches.length === 1 && matches[0]?.path.type === 'PathPrefix'
    return [
      ...(new Set(types).size < types.length ? ['a filter twice'] : []),
      ...(hasPrefix && !isFit ? ['replacePrefixMatch without exactly one PathPrefix'] : []),
    ]
  })
  return [
    ...(all.length > 128 ? ['more than 128 matches'] : []),
    ...perRule,
    ...all.flatMap(({ path, headers = [] }) => [
      ...(new Set(headers.map(({ name }) => name.toLowerCase())).size < headers.length
        ? ['a header twice']
        : []),
      ...(path.type !== 'RegularExpression' && !isPlainPath(path.value) ? [`the path ${path.value}`] : []),
    ]),
  ]
}

function isPlainPath(value: string): boolean {
  if (!value.startsWith('/') || /\/\/|\/\.{1,2}\/|%2f|#|\/\.{1,2}$/i.test(value)) return false
  return /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(value)
}
