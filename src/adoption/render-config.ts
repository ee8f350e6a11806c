import type { ConfigInput, ModuleInput } from '../kernel/config/config-input.js'

const widest = 110

/** Where editors find the schema once Banyan is installed in the project. */
const schema = './node_modules/banyan/schema/config.json'

/**
 * The config file: JSON with comments that say what to refine next; a short module takes one line. Editors are sent to the
 * schema only where Banyan is installed in the project: elsewhere the path would lead nowhere.
 */
export function renderConfig(config: ConfigInput, isInstalled: boolean): string {
  const { modules = {}, layers = [], rules = {}, aliases = {}, waive = [] } = config
  const sections = [
    ...(isInstalled ? [`"$schema": ${JSON.stringify(schema)}`] : []),
    renderSection('modules', renderModules(modules), [
      'A file belongs to the deepest module around it. "dependsOn" is what the code uses today: take out what should not',
      'be, and the next check shows where it is used. "public" is what others may import; without it, the index files.',
      ...(Object.values(modules).some(({ openTo }) => openTo !== undefined)
        ? ['"openTo": "all" marks what most modules use already: nobody has to name it in "dependsOn".']
        : []),
      ...(Object.keys(modules).some(isConvention)
        ? ['"{package}" stands for packages to come: the rest of their names and paths is as written.']
        : []),
    ]),
    ...(layers.length === 0
      ? []
      : [
          renderSection('layers', renderInline(layers), [
            'From outer to inner: a module may use its own layer and inner ones.',
          ]),
        ]),
    renderSection('rules', renderLines(rules), ['What .banyan/baseline lists is known; what is new fails.']),
    ...(Object.keys(aliases).length === 0
      ? []
      : [renderSection('aliases', renderLines(aliases), ['Prefixes that only the bundler knows.'])]),
    ...(waive.length === 0
      ? []
      : [
          renderSection('waive', renderItems(waive), [
            'What could not be read or resolved; nothing is checked there, so keep it short.',
          ]),
        ]),
  ]
  return `{\n${sections.map(indent).join(',\n\n')}\n}\n`
}

function isConvention(name: string): boolean {
  return name.includes('{')
}

function renderSection(key: string, value: string, comments: readonly string[]): string {
  return [...comments.map(comment => `// ${comment}`), `${JSON.stringify(key)}: ${value}`].join('\n')
}

/** Indents the lines of a section by one step. */
function indent(section: string): string {
  return section.replace(/^/gm, '  ')
}

function renderModules(modules: Readonly<Record<string, ModuleInput>>): string {
  const entries = Object.entries(modules).map(
    ([name, module]) => `  ${JSON.stringify(name)}: ${renderModule({ ...module })}`,
  )
  return `{\n${entries.join(',\n')}\n}`
}

function renderModule(fields: Readonly<Record<string, unknown>>): string {
  const line = renderInline(fields)
  if (line.length <= widest - 30) return line
  const lines = Object.entries(fields).map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${renderWrapped(value)}`,
  )
  return `{\n${lines.join(',\n')}\n  }`
}

function renderInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(renderInline).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([key, inner]) => `${JSON.stringify(key)}: ${renderInline(inner)}`,
    )
    return `{ ${pairs.join(', ')} }`
  }
  return JSON.stringify(value)
}

/** A list too long for a line is filled into several. */
function renderWrapped(value: unknown): string {
  const inline = renderInline(value)
  if (!Array.isArray(value) || inline.length <= widest - 20) return inline
  const lines: string[] = []
  for (const item of value.map(renderInline)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + item.length + 12 <= widest)
      lines[lines.length - 1] = `${last}, ${item}`
    else lines.push(item)
  }
  return `[\n${lines.map(line => `      ${line}`).join(',\n')}\n    ]`
}

/** An object with one entry a line. */
function renderLines(object: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(object).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${renderInline(value)}`,
  )
  return `{\n${entries.join(',\n')}\n}`
}

/** A list with one item a line. */
function renderItems(items: readonly unknown[]): string {
  return `[\n${items.map(item => `  ${renderInline(item)}`).join(',\n')}\n]`
}
