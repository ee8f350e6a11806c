import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { hashText, type LockedPackage, lockFile, renderLock } from '../kernel/lock.js'
import type { Change, Plan } from '../kernel/plan.js'
import { proxyPackageFolder, readProxyPackage } from '../strangle/generate/proxy-package.js'
import { type RenderedFiles, type RenderRequest, renderProduct } from './render/render-product.js'

/** What owned files were at first, for merging newer templates into them: path → content, one a line. */
export const baseFile = '.banyan/base.json'

/** Packages of the product that Banyan replaces whole, and what they are called among the templates. */
const managed: Readonly<Record<string, string>> = {
  'edge/bff-web': 'bff-web',
  'edge/gateway': 'gateway',
  'packages/platform': 'platform',
  [proxyPackageFolder]: 'proxy',
  tests: 'proofs',
}

export interface ProductRequest extends RenderRequest {
  /** Absolute path of the folder that the product goes to. */
  readonly root: string
  /** Of Banyan. */
  readonly version: string
}

export interface ProductPlan extends Plan {
  /** Files that stand there already with other content, and stay as they are. */
  readonly kept: readonly string[]
}

/** The lock and the base as the owned files stand now: a formatter or a generator of documents may have been at them. */
export function planRemembering(request: ProductRequest): Plan {
  const { answers, root, version } = request
  const rendered = new Map([...renderProduct(request), ...placeProxy()])
  const files = new Map(
    [...rendered].map(([file, text]) => [file, readStanding(root, file) ?? text] as const),
  )
  const owned = [...files].filter(([file]) => !isManaged(file))
  const changes = rememberedFiles({ answers, version, files, owned }).map(
    ([file, content]): Change => ({
      kind: existsSync(path.join(root, file)) ? 'update' : 'create',
      path: file,
      content,
    }),
  )
  return { title: `Remember ${answers.name}`, changes }
}

export function planProduct(request: ProductRequest): ProductPlan {
  const { answers, root, version } = request
  const files = new Map([...renderProduct(request), ...placeProxy()])
  const kept = [...files].filter(([file, text]) => standsOtherwise(root, file, text)).map(([file]) => file)
  const owned = [...files].filter(([file]) => !isManaged(file))
  const changes = [...files, ...rememberedFiles({ answers, version, files, owned })]
    .filter(([file]) => !kept.includes(file))
    .map(([file, content]): Change => ({ kind: 'create', path: file, content }))
  return { title: `Scaffold ${answers.name}`, changes, kept }
}

function placeProxy(): readonly (readonly [string, string])[] {
  return [...readProxyPackage()].map(([file, text]) => [`${proxyPackageFolder}/${file}`, text] as const)
}

function isManaged(file: string): boolean {
  return Object.keys(managed).some(folder => file.startsWith(`${folder}/`))
}

function standsOtherwise(root: string, file: string, text: string): boolean {
  const standing = readStanding(root, file)
  return standing !== null && standing !== text
}

function readStanding(root: string, file: string): string | null {
  const place = path.join(root, file)
  return existsSync(place) ? readFileSync(place, 'utf8').replaceAll('\r\n', '\n') : null
}

function rememberedFiles(request: LockRequest): readonly (readonly [string, string])[] {
  return [
    [lockFile, renderLock(lockOf(request))],
    [baseFile, renderBase(request.owned)],
  ]
}

interface LockRequest {
  readonly answers: RenderRequest['answers']
  readonly version: string
  readonly files: RenderedFiles
  readonly owned: readonly (readonly [string, string])[]
}

function lockOf({ answers, version, files, owned }: LockRequest) {
  const packages = Object.entries(managed).map(([folder, template]): [string, LockedPackage] => {
    const own = [...files].filter(([file]) => file.startsWith(`${folder}/`))
    const hashes = own.map(([file, text]) => [file.slice(folder.length + 1), hashText(text)] as const)
    return [folder, { template, version, ownership: 'managed', files: Object.fromEntries(hashes) }]
  })
  return {
    schemaVersion: 1 as const,
    packages: Object.fromEntries(packages),
    product: {
      version,
      answers,
      files: Object.fromEntries(owned.map(([file, text]) => [file, hashText(text)])),
    },
  }
}

function renderBase(owned: readonly (readonly [string, string])[]): string {
  const lines = owned.map(([file, text]) => `  ${JSON.stringify(file)}: ${JSON.stringify(text)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}
