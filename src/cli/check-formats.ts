/** Ways to write the result of `check`; the first is the default. */
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
