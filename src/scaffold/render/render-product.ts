import type { Answers } from '../answers.js'
import { chooseModules, chooseParts, type Part, partOf } from '../template/parts.js'
import { readTemplate } from '../template/read-template.js'
import { sliceNames } from './name-forms.js'
import { type PackageTool, workspaceVersion } from './package-tool.js'
import { readBorders } from './read-borders.js'
import { renamePath, renameProduct } from './rename-product.js'
import { renameSlice, sliceModule } from './rename-slice.js'
import { renderVarying, varyingModel } from './render-varying.js'
import { trimPackage } from './trim-package.js'

/** Path → content; the whole product but for what the lock and the base remember. */
export type RenderedFiles = ReadonlyMap<string, string>

export interface RenderRequest {
  readonly answers: Answers
  /** What the devDependencies say of Banyan: a version, or `file:` and a tarball. */
  readonly banyan: string
  readonly tool: PackageTool
}

export function renderProduct({ answers, banyan, tool }: RenderRequest): RenderedFiles {
  const modules = chooseModules(answers)
  const parts = chooseParts(answers)
  const template = readTemplate('product')
  const fixed = new Map([
    ...[...template].filter(([file]) => isWanted(file, parts)),
    ...modules.filter(module => module !== 'users').flatMap(module => renderSlice(template, module)),
  ])
  const borders = (folder: string) => readBorders(fixed, folder)
  const chosen = new Map([
    ...fixed,
    ...renderVaryingFiles({ answers, modules, borders, parts, banyan, tool }),
  ])
  const renamed = new Map(
    [...chosen].map(([file, text]) => [renamePath(file), renameProduct(text, answers.name)] as const),
  )
  const trimmed = trimPackages(renamed, workspaceVersion(tool))
  return new Map([...trimmed].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isWanted(file: string, parts: ReadonlySet<Part>): boolean {
  const part = partOf(file)
  return part === null || parts.has(part)
}

/** Modules of the example stand in the template as they are. */
function renderSlice(template: RenderedFiles, module: string): readonly (readonly [string, string])[] {
  const isWhole = [...template.keys()].some(file => file.startsWith(`modules/${module}/`))
  if (isWhole && module !== sliceModule) return []
  const names = sliceNames(module)
  return [...template]
    .filter(([file]) => partOf(file) === 'slice')
    .map(([file, text]) => [renameSlice(file, names), renameSlice(text, names)] as const)
}

function renderVaryingFiles(
  request: Parameters<typeof varyingModel>[0],
): readonly (readonly [string, string])[] {
  const model = varyingModel(request)
  return [...readTemplate('varying')]
    .map(([file, text]) => [file.replace(/\.hbs$/, ''), renderVarying(text, model)] as const)
    .filter(([, text]) => text.trim() !== '')
}

function trimPackages(files: RenderedFiles, version: string | null): RenderedFiles {
  const trim = (file: string, text: string) => {
    const folder = file.slice(0, -'package.json'.length)
    if (folder === '') return text
    const own = [...files].filter(([other]) => other.startsWith(folder))
    const inside = new Map(own.map(([other, content]) => [other.slice(folder.length), content]))
    return trimPackage(text, inside, version)
  }
  return new Map(
    [...files].map(
      ([file, text]) => [file, file.endsWith('/package.json') ? trim(file, text) : text] as const,
    ),
  )
}
