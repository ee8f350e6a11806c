import Handlebars from 'handlebars'
import type { Answers } from '../answers.js'
import { formsOf, type NameForms } from './name-forms.js'

/** What the texts that vary may say. */
export interface VaryingModel extends Pick<Answers, 'name' | 'type' | 'port'> {
  /** `Shop` */
  readonly title: string
  readonly operationsPort: number
  readonly owner: string | null
  readonly example: string | null
  readonly manager: Answers['package-manager']
  readonly isNpm: boolean
  readonly isPnpm: boolean
  readonly isYarn: boolean
  /** `npm run`, `pnpm`, `yarn` */
  readonly run: string
  /** What the devDependencies say of Banyan. */
  readonly banyan: string
  readonly modules: readonly (NameForms & { readonly isLast: boolean; readonly tables: string })[]
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
  /** By module. */
  readonly tables: ReadonlyMap<string, readonly string[]>
  readonly parts: ReadonlySet<string>
  readonly banyan: string
}

export function varyingModel({ answers, modules, tables, parts, banyan }: VaryingRequest): VaryingModel {
  const { name, type, port, owner, example, 'package-manager': packageManager } = answers
  const words = formsOf(name).words
  return {
    name,
    type,
    port,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    operationsPort: port + 1,
    owner: owner ?? null,
    example: example ?? null,
    manager: packageManager,
    isNpm: packageManager === 'npm',
    isPnpm: packageManager === 'pnpm',
    isYarn: packageManager === 'yarn',
    run: runners[packageManager],
    banyan,
    modules: modules.map((module, at) => ({
      ...formsOf(module),
      isLast: at === modules.length - 1,
      tables: JSON.stringify(tables.get(module) ?? []),
    })),
    has: Object.fromEntries([...parts, ...modules].map(part => [part, true])),
  }
}

/** Nothing is escaped: these are texts, not pages. A name that the model does not have is a mistake of ours. */
export function renderVarying(template: string, model: VaryingModel): string {
  return Handlebars.compile(template, { noEscape: true, strict: false, knownHelpersOnly: true })(model)
}
