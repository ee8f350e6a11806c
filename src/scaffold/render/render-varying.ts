import Handlebars from 'handlebars'
import type { Answers } from '../answers.js'
import type { Borders } from './read-borders.js'
import { formsOf, type NameForms } from './name-forms.js'

/** What the texts that vary may say. */
export interface VaryingModel extends Pick<Answers, 'name' | 'port'> {
  /** `Shop` */
  readonly title: string
  readonly owner: string | null
  readonly manager: Answers['package-manager']
  readonly isNpm: boolean
  readonly isPnpm: boolean
  readonly isYarn: boolean
  /** `npm run`, `pnpm`, `yarn` */
  readonly run: string
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

const runners: Readonly<Record<Answers['package-manager'], string>> = {
  npm: 'npm run',
  pnpm: 'pnpm',
  yarn: 'yarn',
}

export interface VaryingRequest {
  readonly answers: Answers
  readonly modules: readonly string[]
  /** Of a folder. */
  readonly borders: (folder: string) => Borders
  readonly parts: ReadonlySet<string>
  readonly banyan: string
}

export function varyingModel({ answers, modules, borders, parts, banyan }: VaryingRequest): VaryingModel {
  const { name, port, owner, 'package-manager': packageManager } = answers
  const words = formsOf(name).words
  return {
    name,
    port,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    owner: owner ?? null,
    manager: packageManager,
    isNpm: packageManager === 'npm',
    isPnpm: packageManager === 'pnpm',
    isYarn: packageManager === 'yarn',
    run: runners[packageManager],
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
