import type { CheckResult } from '../../../src/boundaries/index.js'
import type { CheckFormat } from '../../../src/kernel/output-formats.js'
import { type CheckOptions, renderCheck } from '../../../src/report/index.js'
import { shop, sources } from './shop.js'

/** A result on the shop in a format, without colours. */
export const render = (
  result: CheckResult,
  format: CheckFormat,
  more: Partial<CheckOptions> = {},
): Promise<string> => renderCheck(result, { format, graph: shop, source: sources, color: false, ...more })

export const golden = (name: string): string => `./golden/${name}`
