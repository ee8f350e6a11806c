import { currentContext, platformError } from '@shop/platform/contract'

export function requireCaller(): string {
  const { caller } = currentContext()
  if (caller === null) throw platformError('unauthenticated')
  return caller.userId
}
