/** Ways to draw or dump the graph; the first is the default. */
export const graphFormats = ['mermaid', 'dot', 'html', 'json', 'd2', 'archi', 'csv'] as const
export type GraphFormat = (typeof graphFormats)[number]

export const graphLevels = ['module', 'file'] as const
export type GraphLevel = (typeof graphLevels)[number]
