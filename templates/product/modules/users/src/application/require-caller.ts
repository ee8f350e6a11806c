import { type Caller, currentContext, platformError } from '@shop/platform/contract'

export function requireCaller(): Caller {
  const { caller } = currentContext()
  if (caller === null) throw platformError('unauthenticated')
  return caller
}
