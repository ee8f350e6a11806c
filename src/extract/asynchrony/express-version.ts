import type { ts } from 'ts-morph'
import type { Program } from '../program/program.js'
import { readManifest } from './package-manifest.js'

/** Express 5 hands the failure of an asynchronous handler on; 4 does so with a package that patches it. */
export function expressWaits(program: Program, node: ts.Node): boolean {
  const file = program.fileOf(node)
  if (file === null) return false
  const { dependencies } = readManifest(program, file.path)
  const [major] = /\d+/.exec(dependencies.express ?? '') ?? []
  return Number(major ?? 4) >= 5 || 'express-async-errors' in dependencies
}
