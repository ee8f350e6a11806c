import type { TypeName } from '../../../../facts/index.js'
import type { Run } from '../interpret/run.js'
import { findBinding, type Scope } from '../interpret/scope.js'
import type { Value } from '../interpret/value.js'
import { createRouter, type Framework, type SourcePlace } from '../router.js'
import { nameOf } from './register.js'

interface RouterType {
  readonly framework: Framework
  readonly app: boolean
}

const express = (app: boolean): RouterType => ({ framework: 'express', app })
const koa = (app: boolean): RouterType => ({ framework: 'koa', app })

const types: ReadonlyMap<string, RouterType> = new Map([
  ['express.Express', express(true)],
  ['express.Application', express(true)],
  ['express.Router', express(false)],
  ['express.IRouter', express(false)],
  ['express-serve-static-core.Express', express(true)],
  ['express-serve-static-core.Application', express(true)],
  ['express-serve-static-core.Router', express(false)],
  ['fastify.FastifyInstance', { framework: 'fastify', app: false }],
  ['koa.', koa(true)],
  ['koa-router.', koa(false)],
  ['@koa/router.', koa(false)],
])

/** An app or router that a type stands for, made by whoever calls; null for other types. */
export function valueOfType(
  type: TypeName,
  scope: Scope,
  { place, run }: { readonly place: SourcePlace; readonly run: Run },
): Value | null {
  const [first = '', ...others] = type
  const binding = findBinding(scope, first)
  if (binding === null) return null
  const value = 'find' in binding ? binding.find() : binding.value
  if (value.kind !== 'external') return null
  const known = types.get(`${value.package}.${nameOf([...value.path, ...others])}`)
  if (known === undefined) return null
  const router = createRouter(known.framework, known.app, place)
  run.routers.push(router)
  return { kind: 'router', router }
}
