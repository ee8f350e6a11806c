import type { Run } from '../../interpret/run.js'
import {
  type ClassValue,
  optionsOf,
  type RecordValue,
  type ResultValue,
  unknown,
  type Value,
} from '../../interpret/value.js'
import { flatten, nameOf } from '../register.js'
import { textsOf } from '../../interpret/texts.js'
import { marksOfClass } from './marks.js'
import { isPackageModule } from './package-modules.js'

/** What the modules of an app hold together. */
export interface ModuleWalk {
  /** Controllers with the module that declares them. */
  readonly controllers: Map<ClassValue, ClassValue | null>
  /** Paths that `RouterModule` gives to modules. */
  readonly modulePaths: Map<ClassValue, readonly string[]>
  /** Set-up calls of modules of packages that answer requests. */
  readonly packaged: ResultValue[]
  /** Whether every module could be read. */
  complete: boolean
}

export function walkModules(root: Value, run: Run): ModuleWalk {
  const walk: ModuleWalk = { controllers: new Map(), modulePaths: new Map(), packaged: [], complete: true }
  const seen = new Set<Value>()
  const visit = (value: Value) => {
    if (seen.has(value)) return
    seen.add(value)
    if (value.kind === 'class') visitClass(value)
    else if (value.kind === 'record') {
      const owner = value.entries.get('module')
      if (owner?.kind === 'class') visitClass(owner)
      read(value, owner?.kind === 'class' ? owner : null)
    } else if (value.kind === 'result') visitResult(value)
    else if (value.kind !== 'external' && value.kind !== 'constant') walk.complete = false
  }
  const visitClass = (owner: ClassValue) => {
    if (seen.has(owner) && owner !== root && walked.has(owner)) return
    walked.add(owner)
    for (const { name, args } of marksOfClass(owner, run)) {
      if (name !== 'Module') continue
      for (const option of optionsOf(args[0] ?? unknown)) if (option.kind === 'record') read(option, owner)
    }
  }
  const walked = new Set<ClassValue>()
  const read = ({ entries }: RecordValue, owner: ClassValue | null) => {
    for (const controller of listed(entries.get('controllers'), run)) {
      if (controller.kind === 'class') walk.controllers.set(controller, owner)
      else walk.complete = false
    }
    for (const imported of listed(entries.get('imports'), run)) visit(imported)
  }
  const visitResult = (value: ResultValue) => {
    const name = nameOf(value.of.path)
    if (value.of.package === 'global') walk.complete = false
    if (isPackageModule(value)) walk.packaged.push(value)
    if (name === 'RouterModule.register') readPaths(value.args[0] ?? unknown, '', walk, run)
    if (name.startsWith('ConditionalModule')) visit(value.args[0] ?? unknown)
  }
  visit(root)
  return walk
}

function listed(value: Value | undefined, run: Run): readonly Value[] {
  return value === undefined ? [] : flatten([value], run)
}

/** `[{ path: 'shop', module: ShopModule, children: […] }]`; children may be modules alone. */
function readPaths(routes: Value, before: string, walk: ModuleWalk, run: Run): void {
  for (const route of flatten([routes], run)) {
    if (route.kind === 'class') walk.modulePaths.set(route, [before])
    if (route.kind !== 'record') continue
    const { texts } = textsOf(route.entries.get('path') ?? unknown)
    const owner = route.entries.get('module')
    for (const text of texts.length === 0 ? [''] : texts) {
      const path = `${before}/${text.replace(/^\/+|\/+$/g, '')}`
      if (owner?.kind === 'class') walk.modulePaths.set(owner, [path])
      const children = route.entries.get('children')
      if (children !== undefined) readPaths(children, path, walk, run)
    }
  }
}
