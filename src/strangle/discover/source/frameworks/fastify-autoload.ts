import { posix } from 'node:path'
import { treeRoot } from '../interpret/evaluate.js'
import type { Call, Run } from '../interpret/run.js'
import { textsOf } from '../interpret/texts.js'
import { isConstant, recordOf, textValue, unknown, type Value } from '../interpret/value.js'
import type { Router } from '../router.js'

interface Autoloading {
  readonly call: Call
  readonly run: Run
  readonly registerOne: (
    router: Router,
    plugin: Value,
    options: Value,
    within: { readonly call: Call; readonly run: Run },
  ) => void
}

const script = /(?<!\.d)\.[cm]?[jt]s$/
const index = /^index\.[cm]?[jt]s$/i
const hooks = /^[_.]?auto_?hooks\.[cm]?[jt]s$/i

/** Registers every plugin file below a folder; names of folders become prefixes. */
export function autoload(router: Router, options: Value, loading: Autoloading): void {
  const { run, call } = loading
  const setting = (name: string) =>
    options.kind === 'record' ? (options.entries.get(name) ?? unknown) : unknown
  const folder = textsOf(setting('dir')).texts.find(text => text.startsWith(treeRoot))
  if (folder === undefined) {
    run.troubles.push({ place: call.place, what: 'the folder that is loaded here could not be read' })
    return
  }
  const root = posix.normalize(folder).slice(treeRoot.length + 1)
  const named = isConstant(setting('dirNameRoutePrefix'), false)
    ? () => ''
    : namesOfFolders(root, isConstant(setting('routeParams'), true))
  const given = setting('options')
  for (const path of pluginFiles(root, run, setting('ignorePattern'))) {
    registerFile(router, path, { given, prefix: named(path), loading })
  }
}

/** A folder with an index file is loaded by that alone, folders below it still. */
function pluginFiles(root: string, { outlines }: Run, ignore: Value): readonly string[] {
  const files = outlines.files
    .map(({ path }) => path)
    .filter(path => path.startsWith(`${root}/`) && script.test(path) && !hooks.test(posix.basename(path)))
    .filter(path => !/\.(?:test|spec)\.[cm]?[jt]s$/.test(path) && !ignored(path.slice(root.length), ignore))
  const indexed = new Set(files.filter(path => index.test(posix.basename(path))).map(posix.dirname))
  return files.filter(path => !indexed.has(posix.dirname(path)) || index.test(posix.basename(path)))
}

function ignored(path: string, ignore: Value): boolean {
  const [text] = textsOf(ignore).texts
  return text !== undefined && path.includes(text)
}

function namesOfFolders(root: string, parameters: boolean): (path: string) => string {
  return path => {
    const folder = posix.dirname(path).slice(root.length)
    if (!parameters) return folder
    return folder.includes('__') ? folder.replaceAll('__', ':') : folder.replaceAll('/_', '/:')
  }
}

interface FileToRegister {
  readonly given: Value
  readonly prefix: string
  readonly loading: Autoloading
}

function registerFile(router: Router, path: string, { given, prefix, loading }: FileToRegister): void {
  const { run, call } = loading
  const plugin = pluginOf(path, run)
  if (plugin === null) return
  const field = (name: string): Value => {
    const own = run.member(plugin, name)
    return own.kind === 'text' ? own : run.exported(path, name)
  }
  if (isConstant(run.exported(path, 'autoload'), false)) return
  const place = { file: path, line: 1 }
  const options = recordOf({})
  for (const source of [field('autoConfig'), given]) {
    if (source.kind === 'record') for (const [name, value] of source.entries) options.entries.set(name, value)
  }
  const override = field('prefixOverride')
  const auto = field('autoPrefix')
  const base = (textsOf(options.entries.get('prefix') ?? unknown).texts[0] ?? '').replace(/\/$/, '')
  const own = auto.kind === 'text' ? auto.text : prefix
  options.entries.set('prefix', override.kind === 'text' ? override : textValue(base + own))
  loading.registerOne(router, plugin, options, { run, call: { ...call, place } })
}

/** Files that export no plugin are passed over. */
function pluginOf(path: string, run: Run): Value | null {
  const byDefault = run.exported(path, 'default')
  const plugin = byDefault.kind === 'unknown' ? run.exported(path, '*') : byDefault
  if (plugin.kind === 'function' || plugin.kind === 'result') return plugin
  if (plugin.kind !== 'record') return null
  const inner = plugin.entries.get('default')
  return inner?.kind === 'function' || inner?.kind === 'result' ? inner : null
}
