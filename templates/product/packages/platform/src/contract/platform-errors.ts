import { ContractError } from './contract-error.js'
import type { ErrorDefinition } from './define-contract.js'

/** What any operation may answer without its contract saying so. */
export const platformErrors = {
  cancelled: { status: 499, title: 'The caller did not wait for the answer' },
  'deadline-exceeded': { status: 504, title: 'The answer did not come in time' },
  forbidden: { status: 403, title: 'This is not allowed for you' },
  'inside-transaction': { status: 500, title: 'A facade was called inside an open transaction' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'invalid-input': { status: 400, title: 'The input is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  unavailable: { status: 503, title: 'This is not available at the moment; try again later' },
} as const satisfies Readonly<Record<string, ErrorDefinition>>

export type PlatformErrorCode = keyof typeof platformErrors

export function platformError(
  code: PlatformErrorCode,
  more: { readonly fields?: Readonly<Record<string, unknown>>; readonly cause?: unknown } = {},
): ContractError {
  return new ContractError(code, { ...platformErrors[code], ...more })
}

export function isPlatformErrorCode(code: string): code is PlatformErrorCode {
  return Object.hasOwn(platformErrors, code)
}
