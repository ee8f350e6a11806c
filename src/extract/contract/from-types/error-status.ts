import type { ts } from 'ts-morph'

/** Statuses of the exceptions that frameworks bring, by the names that they share. */
const statuses: readonly (readonly [name: RegExp, status: number])[] = [
  [/^BadRequest/, 400],
  [/^(Unauthorized|Unauthenticated)/, 401],
  [/^Forbidden/, 403],
  [/^NotFound/, 404],
  [/^MethodNotAllowed/, 405],
  [/^NotAcceptable/, 406],
  [/^RequestTimeout/, 408],
  [/^Conflict/, 409],
  [/^Gone/, 410],
  [/^PreconditionFailed/, 412],
  [/^PayloadTooLarge/, 413],
  [/^UnsupportedMediaType/, 415],
  [/^UnprocessableEntity/, 422],
  [/^TooManyRequests/, 429],
  [/^InternalServerError/, 500],
  [/^NotImplemented/, 501],
  [/^BadGateway/, 502],
  [/^ServiceUnavailable/, 503],
  [/^GatewayTimeout/, 504],
]

/** By a literal `status` of the class, or by what frameworks call it or a class above it; null where nothing tells. */
export function statusOf(types: readonly ts.Type[], checker: ts.TypeChecker): number | null {
  for (const type of types) {
    const status = literalStatus(type, checker) ?? statusOfName(type.symbol?.name ?? '')
    if (status !== null) return status
  }
  return null
}

/** Only the full names of frameworks: `NotFoundException`, `NotFoundError`, `NotFound`. */
export function statusOfName(name: string): number | null {
  const bare = name.replace(/(Http)?(Exception|Error)$/, '')
  return statuses.find(([pattern]) => pattern.exec(bare)?.[0] === bare)?.[1] ?? null
}

function literalStatus(type: ts.Type, checker: ts.TypeChecker): number | null {
  for (const name of ['status', 'statusCode', 'httpStatus']) {
    const property = checker.getPropertyOfType(type, name)
    const literal = property === undefined ? undefined : checker.getTypeOfSymbol(property)
    if (literal?.isNumberLiteral() === true) return literal.value
  }
  return null
}
