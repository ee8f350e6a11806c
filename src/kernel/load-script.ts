import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { productEntry } from './product-folder.js'

/** Why a script has no default export; `file` is absolute and may be one that the script imports. */
interface Crash {
  readonly ok: false
  readonly message: string
  readonly file: string
  /** From 1, as is the column; 1 and 1 where the place is not known. */
  readonly line: number
  readonly column: number
}

/** The default export of a script, or why there is none. */
export type LoadedScript = { readonly ok: true; readonly value: unknown } | Crash

/**
 * Runs a TypeScript or JavaScript file, ES module or CommonJS, and hands over its default export. What it
 * imports as `banyan` is the Banyan that runs it, installed or not. Nothing is cached or written. Costs the
 * start of a compiler, about 0.1 s.
 */
export async function loadScript(file: string): Promise<LoadedScript> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(file, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { banyan: await importBanyan() },
  })
  try {
    const exported = await jiti.import<Record<string, unknown>>(file)
    if (isObject(exported) && 'default' in exported) return { ok: true, value: exported.default }
    return { ok: false, message: 'It has no default export.', file, line: 1, column: 1 }
  } catch (error) {
    return { ok: false, ...describeCrash(error, file) }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}

/**
 * Our own entry, compiled or as source, as the running process knows it: the script's compiler must not read all
 * of Banyan once more.
 */
async function importBanyan(): Promise<unknown> {
  const entry = productEntry()
  return existsSync(entry) ? await import(pathToFileURL(entry).href) : {}
}

/** The message without its stack; the place is the first one in the file that the stack or the compiler names. */
function describeCrash(error: unknown, file: string): Omit<Crash, 'ok'> {
  const { message, stack } = toError(error)
  const syntax = /^ParseError: (.*?)\.?\s*\n\s*(.+):(\d+):(\d+)$/.exec(message)
  if (syntax) {
    const [, what, where = file, line, column] = syntax
    return { message: `Syntax error: ${what}.`, file: where, line: Number(line), column: Number(column) + 1 }
  }
  const [first = ''] = message.split('\n')
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(first)?.[1]
  if (missing !== undefined) return { message: `${first}.`, file, ...findSpecifier(file, missing) }
  const frame = (stack ?? '').split('\n').find(line => line.includes(file))
  const place = /:(\d+):(\d+)\)?$/.exec(frame?.trim() ?? '')
  return { message: first, file, line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1) }
}

function findSpecifier(file: string, specifier: string): { line: number; column: number } {
  const lines = readFileSync(file, 'utf8').split(/\r\n|\n|\r/)
  const line = lines.findIndex(text => text.includes(specifier))
  return line < 0
    ? { line: 1, column: 1 }
    : { line: line + 1, column: (lines[line] ?? '').indexOf(specifier) + 1 }
}

function toError(error: unknown): { message: string; stack?: string | undefined } {
  return error instanceof Error || (isObject(error) && typeof error.message === 'string')
    ? (error as Error)
    : { message: `It threw ${String(error)}.` }
}
