import type { Expression, FunctionOutline, Outlines, Pattern, Statement } from '../../../../facts/index.js'
import type { Router, SourcePlace } from '../router.js'
import type { Scope } from './scope.js'
import type { ClassValue, FunctionValue, Value } from './value.js'

/** One run through a program. Its parts call each other by way of it. */
export interface Run {
  readonly outlines: Outlines
  /** Every router made, in the order of making. */
  readonly routers: Router[]
  readonly classes: ClassValue[]
  /** Functions by their outline, with the last scope that they were made in. */
  readonly functions: Map<FunctionOutline, FunctionValue>
  /** Functions that were run, or that are handlers of requests. */
  readonly settled: Set<FunctionOutline>
  /** Functions that are being run: one that calls itself gives nothing new. */
  readonly active: Set<FunctionOutline>
  /** Steps of functions that were given nothing to register routes with, and registered none. */
  readonly idleSteps: Map<FunctionOutline, number>
  /** Settings that the program gives names to. */
  readonly settings: Map<string, Value>
  readonly troubles: Trouble[]
  readonly budget: { steps: number; depth: number }
  readonly evaluate: (expression: Expression, frame: Frame) => Value
  readonly execute: (statements: readonly Statement[], frame: Frame) => void
  readonly bind: (pattern: Pattern, value: Value, frame: Frame) => void
  readonly call: (callee: Value, call: Call) => Value
  readonly member: (of: Value, name: string) => Value
  /** A name that a file exports, once the file has run. */
  readonly exported: (path: string, name: string) => Value
  /** What a specifier leads to: a module, a package, or something unknown. */
  readonly load: (specifier: string, from: string) => Value
}

/** Where a run is: in which file, function and branch. */
export interface Frame {
  readonly file: string
  readonly scope: Scope
  readonly self: Value
  /** The class whose method this is, for `super`. */
  readonly home: ClassValue | null
  readonly returns: Value[]
  /** Whether all that follows may also not run. */
  readonly conditional: boolean
}

export interface Call {
  readonly args: readonly Value[]
  readonly made: boolean
  readonly place: SourcePlace
}

/** Something that was seen but not understood. */
export interface Trouble {
  readonly place: SourcePlace
  /** The rest of a sentence that begins with the place. */
  readonly what: string
}

/** So many steps are more than any program takes that only sets itself up. */
export const mostSteps = 4_000_000
/** Deeper than set-up code calls; ends functions that call themselves. */
export const mostDepth = 80
