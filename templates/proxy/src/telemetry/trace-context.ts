import { randomBytes } from 'node:crypto'

/** W3C trace context of a request: the trace it belongs to, and its own span in it. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly trace: string
  /** 16 hexadecimal digits: the span of this proxy. */
  readonly span: string
  /** The caller's span; null where the trace starts here. */
  readonly parent: string | null
  readonly sampled: boolean
}

const format = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/

/**
 * Continues the caller's trace, with the caller's decision whether it is recorded; starts one for the given share of the
 * requests without. Null for the others, which cost nothing. https://www.w3.org/TR/trace-context/
 */
export function continueTrace(
  header: string | null,
  share: number,
  random: () => number = Math.random,
): TraceContext | null {
  const caller = header === null ? null : readTraceparent(header)
  if (caller !== null) return { ...caller, span: randomBytes(8).toString('hex') }
  if (share <= 0 || random() * 100 >= share) return null
  const ids = randomBytes(24).toString('hex')
  return { trace: ids.slice(0, 32), span: ids.slice(32), parent: null, sampled: true }
}

/** Ids of zeros and version ff are invalid; versions to come start with the same fields. */
function readTraceparent(header: string): Omit<TraceContext, 'span'> | null {
  const [, version, trace = '', parent = '', flags = '0'] = format.exec(header.trim()) ?? []
  if (version === undefined || version === 'ff' || /^0+$/.test(trace) || /^0+$/.test(parent)) return null
  return { trace, parent, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

export function renderTraceparent({ trace, span, sampled }: TraceContext): string {
  return `00-${trace}-${span}-${sampled ? '01' : '00'}`
}
