import { ts } from 'ts-morph'
import { bareExpression, propertyOf } from '../survey/expressions.js'
import { joinPaths } from '../survey/join-paths.js'
import type { Survey } from '../survey/survey.js'
import type { Decoration } from '../survey/decorators.js'
import type { Handler } from './handler.js'

/** How a framework writes controllers and routes as decorators. */
interface RouteDecorators {
  readonly controllers: readonly string[]
  /** Decorator → HTTP method. */
  readonly methods: Readonly<Record<string, string>>
}

const plain = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  All: 'ALL',
}

const styles: Readonly<Record<string, RouteDecorators>> = {
  '@nestjs/common': { controllers: ['Controller'], methods: { ...plain, Search: 'SEARCH', Sse: 'GET' } },
  'routing-controllers': { controllers: ['Controller', 'JsonController'], methods: plain },
  tsoa: { controllers: ['Route'], methods: plain },
  '@inversifyjs/http-core': { controllers: ['Controller'], methods: plain },
  'inversify-express-utils': {
    controllers: ['controller'],
    methods: {
      httpGet: 'GET',
      httpPost: 'POST',
      httpPut: 'PUT',
      httpPatch: 'PATCH',
      httpDelete: 'DELETE',
      httpHead: 'HEAD',
      all: 'ALL',
    },
  },
}

/** `GET /users/:id`, without what the program puts in front of all: a global prefix, a version. */
export function routeNames({ survey, owner, decoration }: Handler): readonly string[] {
  const style = decoration.origin === null ? undefined : styles[decoration.origin.package]
  const method = style?.methods[decoration.origin?.name ?? '']
  const controller = owner.find(
    ({ origin }) =>
      origin?.package === decoration.origin?.package && style?.controllers.includes(origin?.name ?? ''),
  )
  if (method === undefined || controller === undefined) return []
  return pathsOf(survey, controller).flatMap(base =>
    pathsOf(survey, decoration).map(path => `${method} ${joinPaths(base, path)}`),
  )
}

/** Of `@Get()`, `@Get('a')`, `@Get(['a', 'b'])`, `@Controller({ path: 'a' })`. */
function pathsOf(survey: Survey, { args: [first] }: Decoration): readonly string[] {
  if (first === undefined) return ['']
  const bare = bareExpression(first)
  if (ts.isArrayLiteralExpression(bare)) return bare.elements.map(survey.texts.orWritten)
  if (!ts.isObjectLiteralExpression(bare)) return [survey.texts.orWritten(bare)]
  const path = propertyOf(bare, 'path')
  if (path === null) return ['']
  return ts.isArrayLiteralExpression(path)
    ? path.elements.map(survey.texts.orWritten)
    : [survey.texts.orWritten(path)]
}
