import Handlebars from 'handlebars'
import type { Answers } from '../answers.js'
import type { Borders } from './read-borders.js'
import { formsOf, type NameForms } from './name-forms.js'
import { commandsOf, isClassicYarn, type PackageTool, type ToolCommands } from './package-tool.js'

/** What the texts that vary may say. */
export interface VaryingModel extends Pick<Answers, 'name' | 'port'>, ToolCommands {
  /** `Shop` */
  readonly title: string
  readonly owner: string | null
  readonly manager: Answers['package-manager']
  readonly isNpm: boolean
  readonly isPnpm: boolean
  readonly isYarn: boolean
  readonly isClassicYarn: boolean
  readonly managerVersion: string
  /** What the devDependencies say of Banyan. */
  readonly banyan: string
  readonly modules: readonly (NameForms & {
    readonly isLast: boolean
    /** As JSON. */
    readonly public: string
    readonly tables: string
  })[]
  /** What the platform offers, as JSON. */
  readonly platformPublic: string
  /** Parts that the product has, by name. */
  readonly has: Readonly<Record<string, boolean>>
}

export interface VaryingRequest {
  readonly answers: Answers
  readonly modules: readonly string[]
  /** Of a folder. */
  readonly borders: (folder: string) => Borders
  readonly parts: ReadonlySet<string>
  readonly banyan: string
  readonly tool: PackageTool
}

export function varyingModel(request: VaryingRequest): VaryingModel {
  const { answers, modules, borders, parts, banyan, tool } = request
  const { name, port, owner } = answers
  const words = formsOf(name).words
  return {
    name,
    port,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    owner: owner ?? null,
    manager: tool.name,
    isNpm: tool.name === 'npm',
    isPnpm: tool.name === 'pnpm',
    isYarn: tool.name === 'yarn',
    isClassicYarn: isClassicYarn(tool),
    managerVersion: tool.version,
    ...commandsOf(tool),
    banyan,
    has: Object.fromEntries([...parts].map(part => [part, true])),
    modules: modules.map((module, at) => ({
      ...formsOf(module),
      isLast: at === modules.length - 1,
      public: json(borders(`modules/${module}`).publicFiles),
      tables: json(borders(`modules/${module}`).tables),
    })),
    platformPublic: json(borders('packages/platform').publicFiles),
  }
}

/** With spaces, as the formatter of the product wants it. */
function json(texts: readonly string[]): string {
  return `[${texts.map(text => JSON.stringify(text)).join(', ')}]`
}

/** Nothing is escaped: these are texts, not pages. A name that the model does not have is a mistake of ours. */
export function renderVarying(template: string, model: VaryingModel): string {
  return Handlebars.compile(template, { noEscape: true, strict: false, knownHelpersOnly: true })(model)
}
