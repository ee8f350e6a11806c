import { type GatewayRequest, headerValues } from 'strangler-proxy/start'

/** Null when there is none; `malformed` when it cannot be one. It may stand in quotes, as the draft has it, or without. */
export function readKey(head: GatewayRequest['head']): { readonly key: string } | 'malformed' | null {
  const values = headerValues(head, 'idempotency-key')
  if (values.length === 0) return null
  const [, quoted, bare] =
    /^(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/.exec(values[0]?.trim() ?? '') ??
    []
  const key = quoted ?? bare
  return key === undefined || values.length > 1 ? 'malformed' : { key }
}
