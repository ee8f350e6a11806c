/**
 * Counts a hop of `OPTIONS` or `TRACE` off `Max-Forwards`, in place; true when there is none left and the request must
 * go no further (RFC 9110 §7.6.2).
 */
export function endsHere(headers: string[]): boolean {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if ((headers[i] as string).toLowerCase() !== 'max-forwards') continue
    const value = headers[i + 1] as string
    if (!/^\d{1,9}$/.test(value)) continue
    if (Number(value) === 0) return true
    headers[i + 1] = String(Number(value) - 1)
  }
  return false
}
