import type { WireTag } from '../wire/index.js'

/** An object of the wire form with a tag and what belongs to it. */
export function tagged(
  tag: WireTag,
  parts: Readonly<Record<string, unknown>> = {},
): { readonly [keyword: string]: unknown } {
  return {
    type: 'object',
    properties: { $type: { const: tag }, ...parts },
    required: ['$type', ...Object.keys(parts)],
  }
}

const text = { type: 'string' }
const entries = { type: 'array', items: { type: 'array', minItems: 2, maxItems: 2 } }

/** What every tag of the wire form looks like; a new one breaks the build until it stands here. */
export const wireSchemas = {
  undefined: tagged('undefined'),
  hole: tagged('hole'),
  number: tagged('number', { value: { enum: ['NaN', 'Infinity', '-Infinity', '-0'] } }),
  bigint: tagged('bigint', { value: { type: 'string', pattern: '^-?\\d+$' } }),
  symbol: tagged('symbol', { value: text }),
  date: tagged('date', { value: { type: ['string', 'null'], format: 'date-time' } }),
  regexp: tagged('regexp', { value: text, flags: text, lastIndex: { type: 'integer' } }),
  url: tagged('url', { value: { type: 'string', format: 'uri' } }),
  'url-search-params': tagged('url-search-params', { value: text }),
  map: tagged('map', { value: entries }),
  set: tagged('set', { value: { type: 'array' } }),
  bytes: tagged('bytes', { of: text, value: { type: 'string', contentEncoding: 'base64' } }),
  object: tagged('object', { value: entries }),
  'null-prototype': tagged('null-prototype', { value: entries }),
  instance: tagged('instance', { class: text, value: {} }),
  error: tagged('error', {
    class: text,
    bases: { type: 'array', items: text },
    message: text,
    fields: { type: 'object' },
    hidden: { type: 'object' },
    stack: { type: ['string', 'null'] },
  }),
  cycle: tagged('cycle', { up: { type: 'integer', minimum: 1 } }),
  lost: tagged('lost', { value: text }),
} as const satisfies Readonly<Record<WireTag, { readonly [keyword: string]: unknown }>>
