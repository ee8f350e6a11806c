// What instrumented files import. Everything here must hold in any runner, in both module systems, in any realm.
import { type AnyFunction, cross } from './cross.js'
import { write } from './records.js'
import { stateOf } from './state.js'

/** A function in place of another; anything else stays what it is. */
export function wrap<T>(value: T, operation: string): T {
  tellLoaded(operation)
  if (typeof value === 'function') return stand(value as unknown as AnyFunction, operation) as T
  refuse(operation, 'is no function when it runs')
  return value
}

/** Functions in place of those of a class, be they static or not, or of an object. */
export function members<T>(target: T, operations: Readonly<Record<string, string>>): T {
  for (const [name, operation] of Object.entries(operations)) {
    tellLoaded(operation)
    const problem = replaceMember(target as unknown as Record<string, unknown>, name, operation)
    if (problem !== null) refuse(operation, problem)
  }
  return target
}

/** First thing in the body of a declared function; an answer is given back at once, null goes on. */
export function enter(
  operation: string,
  callee: AnyFunction,
  args: ArrayLike<unknown>,
): { readonly value: unknown } | null {
  const state = stateOf()
  if (state.reentry === callee) {
    state.reentry = null
    return null
  }
  const run = (sent: readonly unknown[]) => {
    state.reentry = callee
    return callee(...sent)
  }
  return cross({ operation, callee, args: Array.from(args), run })
}

/** What is known as soon as a file is loaded: which operations a run could have reached. */
export function tellLoaded(operation: string): void {
  write({ is: 'loaded', operation }, stateOf())
}

function refuse(operation: string, reason: string): void {
  write({ is: 'refused', operation, reason }, stateOf())
}

function replaceMember(target: Record<string, unknown>, name: string, operation: string): string | null {
  if (target === null || (typeof target !== 'object' && typeof target !== 'function'))
    return 'is no object when it runs'
  const owner = ownerOf(target, name)
  const descriptor = findDescriptor(owner, name)
  if (descriptor === null) return 'is not there when its file has run'
  if (typeof descriptor.value !== 'function') return 'is no method: a getter or a value'
  const value = stand(descriptor.value, operation)
  const own = { ...descriptor, value }
  return Reflect.defineProperty(owner, name, own) ? null : 'is frozen'
}

/** The prototype of a class, unless the class itself has a member of that name. */
function ownerOf(target: object, name: string): object {
  const { prototype } = target as { readonly prototype?: unknown }
  const made = typeof target === 'function' && typeof prototype === 'object' && prototype !== null
  return made && !Object.hasOwn(target, name) && name in prototype ? prototype : target
}

function findDescriptor(target: object, name: string): PropertyDescriptor | null {
  for (let each: object | null = target; each !== null; each = Object.getPrototypeOf(each)) {
    const found = Object.getOwnPropertyDescriptor(each, name)
    if (found !== undefined) return found
  }
  return null
}

/** Looks like the original to all who ask: name, length, what decorators left on it. */
function stand(original: AnyFunction, operation: string): AnyFunction {
  const standIn: AnyFunction = function (this: unknown, ...args) {
    const run = (sent: readonly unknown[]) => Reflect.apply(original, this, sent)
    const crossed = cross({ operation, callee: standIn, args, run })
    return crossed === null ? run(args) : crossed.value
  }
  for (const key of Reflect.ownKeys(original)) {
    const descriptor = Object.getOwnPropertyDescriptor(original, key)
    if (descriptor !== undefined && key !== 'prototype') Reflect.defineProperty(standIn, key, descriptor)
  }
  copyMetadata(original, standIn)
  return Object.setPrototypeOf(standIn, original)
}

interface MetadataReflect {
  readonly getOwnMetadataKeys?: (target: object) => readonly unknown[]
  readonly getOwnMetadata?: (key: unknown, target: object) => unknown
  readonly defineMetadata?: (key: unknown, value: unknown, target: object) => void
}

/** Of `reflect-metadata`, on which frameworks keep what decorators said. */
function copyMetadata(from: object, to: object): void {
  const { getOwnMetadataKeys, getOwnMetadata, defineMetadata } = Reflect as MetadataReflect
  for (const key of getOwnMetadataKeys?.(from) ?? []) defineMetadata?.(key, getOwnMetadata?.(key, from), to)
}
