import type { CheckFormat } from '../report/index.js'

/** Formats of `check`, here so that help and usage errors need not load the reports; the first is the default. */
export const checkFormats = [
  'text',
  'json',
  'sarif',
  'junit',
  'github',
  'gitlab',
  'markdown',
  'html',
  'teamcity',
  'azure-devops',
] as const satisfies readonly CheckFormat[]
