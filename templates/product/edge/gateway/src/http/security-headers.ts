/** What every answer has unless the one who gives it says otherwise. */
const always: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
]

/** For everything but pages, which have to name what they load. */
const policyOfData = "default-src 'none'; frame-ancestors 'none'"

export interface SecurityHeaderOptions {
  /** Seconds for which browsers use TLS only; 0 to leave that open. */
  readonly hsts: number
}

/** The headers, names and values in turns, that these lack. */
export function missingSecurityHeaders(
  headers: readonly string[],
  { hsts }: SecurityHeaderOptions,
): readonly string[] {
  const there = new Map<string, string>()
  for (let at = 0; at + 1 < headers.length; at += 2)
    there.set(headers[at]?.toLowerCase() ?? '', headers[at + 1] ?? '')
  const missing: string[] = []
  const offer = (name: string, value: string) => {
    if (!there.has(name.toLowerCase())) missing.push(name, value)
  }
  for (const [name, value] of always) offer(name, value)
  if (!/\b(?:html|svg)\b/i.test(there.get('content-type') ?? ''))
    offer('Content-Security-Policy', policyOfData)
  if (hsts > 0) offer('Strict-Transport-Security', `max-age=${hsts}; includeSubDomains`)
  return missing
}
