/** Formats of `check`; the first is the default. They stand here so that help and usage errors need not load the reports. */
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
] as const
export type CheckFormat = (typeof checkFormats)[number]

/** Formats of `graph`; the first is the default. */
export const graphFormats = ['mermaid', 'dot', 'html', 'json', 'd2', 'archi', 'csv', 'text'] as const
export type GraphFormat = (typeof graphFormats)[number]

/** What the nodes of a drawn graph are. */
export const graphLevels = ['module', 'file'] as const
export type GraphLevel = (typeof graphLevels)[number]

/** Formats of `extract`; the first is the default. */
export const extractFormats = ['text', 'json', 'html'] as const
export type ExtractFormat = (typeof extractFormats)[number]
