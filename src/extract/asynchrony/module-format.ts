import type { ProgramFile, Program } from '../program/program.js'
import { readManifest } from './package-manifest.js'

/** Whether a file can wait while it is loaded, as ECMAScript modules can and CommonJS cannot. */
export function waitsAtTop(program: Program, { path }: ProgramFile): boolean {
  if (/\.[cm][jt]sx?$/.test(path)) return /\.m[jt]sx?$/.test(path)
  return readManifest(program, path).type === 'module'
}
