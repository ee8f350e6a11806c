import { type Caller, currentContext, platformError } from '@shop/platform/contract'

export function requireCaller(): Caller {
  const { caller } = currentContext()
  if (caller === null) throw platformError('unauthenticated')
  return caller
}

export function requireRole(role: string): Caller {
  const caller = requireCaller()
  if (!caller.roles.includes(role)) throw platformError('forbidden')
  return caller
}
