export type JsonPath = readonly (string | number)[]

/** A path as people write it: `modules.users.dependsOn[0]`, `rules["file-cycle"]`. */
export function renderJsonPath(path: JsonPath): string {
  return path.map((step, at) => renderStep(step, at === 0)).join('')
}

function renderStep(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`
  if (!/^[$A-Za-z_][\w$]*$/.test(step)) return `[${JSON.stringify(step)}]`
  return first ? step : `.${step}`
}
