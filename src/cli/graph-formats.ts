import type { GraphFormat, GraphLevel } from '../report/index.js'

/** Formats of `graph`, here so that help and usage errors need not load the reports; the first is the default. */
export const graphFormats = [
  'mermaid',
  'dot',
  'html',
  'json',
  'd2',
  'archi',
  'csv',
  'text',
] as const satisfies readonly GraphFormat[]

export const graphLevels = ['module', 'file'] as const satisfies readonly GraphLevel[]
