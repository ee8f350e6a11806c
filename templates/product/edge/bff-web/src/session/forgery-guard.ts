import { ContractError } from '@shop/platform/contract'
import type { FastifyRequest } from 'fastify'

const harmless: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Foreign pages cannot send it without asking first. Its value does not matter. */
export const forgeryHeader = 'x-csrf-protection'

/** Lets in what changes something only from our own pages: their origin, and a header that no form can send. */
export function createForgeryGuard(origins: readonly string[]): (request: FastifyRequest) => Promise<void> {
  const own = new Set(origins)
  return async ({ method, headers }) => {
    if (harmless.includes(method)) return
    if (headers.origin === undefined || !own.has(headers.origin))
      throw new ContractError('origin-refused', { status: 403, title: 'This page may not do that' })
    if (headers[forgeryHeader] === undefined)
      throw new ContractError('csrf-header-missing', {
        status: 403,
        title: `Send the header ${forgeryHeader} with requests that change something`,
      })
  }
}
