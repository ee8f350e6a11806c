import { ContractError } from './contract-error.js'

/** A `ContractError` as RFC 9457 writes it. Causes and stacks stay behind. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly fields?: Readonly<Record<string, unknown>>
  readonly module?: string
}

export const problemMediaType = 'application/problem+json'

export function describeProblem({ code, details }: ContractError): Problem {
  const { status, title, fields, module } = details
  return {
    type: `urn:problem:${code}`,
    title,
    status,
    code,
    ...(fields === undefined ? {} : { fields }),
    ...(module === undefined ? {} : { module }),
  }
}

/** Null where it is not one of ours. */
export function readProblem(body: unknown): ContractError | null {
  if (typeof body !== 'object' || body === null) return null
  const { code, title, status, fields, module } = body as Partial<Problem>
  if (typeof code !== 'string' || typeof title !== 'string' || typeof status !== 'number') return null
  return new ContractError(code, {
    status,
    title,
    ...(typeof fields === 'object' && fields !== null ? { fields } : {}),
    ...(typeof module === 'string' ? { module } : {}),
  })
}
