/** Engines that the routes can be written for. */
export const exportEngines = ['nginx', 'haproxy', 'envoy', 'gateway-api', 'argo-rollouts'] as const
export type ExportEngine = (typeof exportEngines)[number]

export const explanationFormats = ['text', 'json'] as const
export type ExplanationFormat = (typeof explanationFormats)[number]

export const statusFormats = ['text', 'json', 'html'] as const

export const routeModes = ['legacy', 'shadow', 'canary', 'new', 'retired'] as const
