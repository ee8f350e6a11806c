/** What is wrong with one value: the rest of a sentence that begins with the value's place, and what to do. */
export interface Complaint {
  readonly message: string
  readonly hint: string
}

/** A complaint about a place of the config; its message is a whole sentence. */
export interface PlacedComplaint extends Complaint {
  /** Of a value, or of a property whose name is meant. */
  readonly path: ConfigPath
  readonly at: 'value' | 'key'
}

export type ConfigPath = readonly (string | number)[]

export function complain(path: ConfigPath, message: string, hint: string): PlacedComplaint {
  return { path, at: 'value', message, hint }
}

/** `routes[0].headers["x-user"]` */
export function renderPath(path: ConfigPath): string {
  if (path.length === 0) return 'The config'
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (!/^[\w$]+$/.test(step)) text += `[${JSON.stringify(step)}]`
    else text += text === '' ? step : `.${step}`
  }
  return text
}
