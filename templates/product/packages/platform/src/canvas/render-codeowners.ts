/** The part of `banyan.config.json` that says who answers for what. */
export interface OwnedModules {
  readonly modules: Readonly<Record<string, { readonly path: string; readonly owner?: string }>>
}

const owners = /^(@[\w.-]+(\/[\w.-]+)?|[^\s@]+@[^\s@]+)(\s+(@[\w.-]+(\/[\w.-]+)?|[^\s@]+@[^\s@]+))*$/

/** `.github/CODEOWNERS`; empty where nobody is named. Of several lines for a file the last one counts, as in the config. */
export function renderCodeowners({ modules }: OwnedModules, command = 'npm run docs'): string {
  const lines = Object.entries(modules).flatMap(([name, { path, owner }]) =>
    owner === undefined ? [] : [renderLine(name, path, owner)],
  )
  if (lines.length === 0) return ''
  return [`# Written by \`${command}\` from the owners in banyan.config.json.`, ...lines, ''].join('\n')
}

function renderLine(name: string, path: string, owner: string): string {
  if (!owners.test(owner)) return `# ${name}: ${owner} is no @user, @organisation/team or e-mail address.`
  return `${toPattern(path)} ${owner}`
}

/** Placeholders of the config stand for any text; a file is no folder. */
function toPattern(path: string): string {
  const pattern = path
    .replaceAll(/\{[^}]*\}/g, '*')
    .replaceAll(' ', '\\ ')
    .replace(/^\/?/, '/')
  return /\.\w+$/.test(pattern) ? pattern : pattern.replace(/\/*$/, '/')
}
