import { type CallContext, currentContext } from './call-context.js'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

const traceparentPattern = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/

/** `x-deadline` is what is left of it in milliseconds, so that clocks need not agree. */
export function writeContextHeaders(context: CallContext = currentContext()): Record<string, string> {
  const { caller, tenant, traceparent, deadline } = context
  return {
    ...(traceparent === null ? {} : { traceparent }),
    ...(deadline === null ? {} : { 'x-deadline': String(Math.max(0, deadline - Date.now())) }),
    ...(caller === null ? {} : { 'x-caller': encodeURIComponent(JSON.stringify(caller)) }),
    ...(tenant === null ? {} : { 'x-tenant': encodeURIComponent(tenant) }),
  }
}

/** Only to be used where every client is one of ours. What cannot be read counts as absent. */
export function readContextHeaders(headers: Headers): CallContext {
  const left = readText(headers, 'x-deadline')
  const caller = readText(headers, 'x-caller')
  const tenant = readText(headers, 'x-tenant')
  return {
    caller: caller === null ? null : readCaller(decode(caller)),
    tenant: tenant === null ? null : decode(tenant),
    traceparent: readTraceparent(headers),
    deadline: left !== null && /^\d{1,9}$/.test(left) ? Date.now() + Number(left) : null,
  }
}

export function readTraceparent(headers: Headers): string | null {
  const traceparent = readText(headers, 'traceparent')
  return traceparent !== null && traceparentPattern.test(traceparent) ? traceparent : null
}

function readText(headers: Headers, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function readCaller(text: string | null): CallContext['caller'] {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('userId' in value) || !('roles' in value)) return null
  const { userId, roles } = value
  return typeof userId === 'string' && Array.isArray(roles) ? { userId, roles: roles.map(String) } : null
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
