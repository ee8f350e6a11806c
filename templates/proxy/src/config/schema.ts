import { z } from 'zod'
import {
  authorityText,
  bytes,
  closedObject,
  count,
  filledText,
  hostText,
  milliseconds,
  nameText,
  networkText,
  originText,
  percent,
  port,
  variableText,
} from './checked-value.js'
import { defaultsSchema, routeSchema } from './route-schema.js'

const listenHost = filledText
  .optional()
  .describe('Address to listen on; "0.0.0.0" for all. Default: 127.0.0.1.')

const upstream = closedObject({
  origins: z
    .union([originText, z.array(originText).min(1)])
    .describe('One origin, or several that share the load: "http://127.0.0.1:3000".'),
  connections: count.optional().describe('Connections to each origin. Default: 128.'),
  host: authorityText
    .nullable()
    .optional()
    .describe('The Host header it is sent. Default: what the client sent.'),
  ca: filledText
    .nullable()
    .optional()
    .describe('File of certificates, PEM, that vouch for it over https. Default: those that Node knows.'),
  serverName: hostText
    .nullable()
    .optional()
    .describe("Name in its certificate, also sent as SNI. Default: the origin's."),
  resolve: milliseconds
    .optional()
    .describe('Milliseconds after which its name is resolved anew. Default: 10000.'),
  breaker: closedObject({
    failures: count.optional().describe('Failures in a row after which an origin is left alone. Default: 5.'),
    pause: milliseconds.optional().describe('Milliseconds that it is left alone at first. Default: 5000.'),
  })
    .optional()
    .describe('When an origin that fails is left alone.'),
})

const limits = closedObject({
  head: z
    .int()
    .min(1024)
    .max(1_048_576)
    .optional()
    .describe('Bytes of the head of a request. Default: 16384.'),
  body: bytes.nullable().optional().describe('Bytes of the body of a request. Default: no limit.'),
  headTimeout: milliseconds.optional().describe('Milliseconds for the head of a request. Default: 10000.'),
  keepAlive: milliseconds.optional().describe('Milliseconds that a client may stay idle. Default: 75000.'),
  drain: z
    .int()
    .min(0)
    .max(3_600_000)
    .optional()
    .describe('Milliseconds for requests at work when the proxy stops. Default: 10000.'),
})

const state = z.discriminatedUnion('kind', [
  closedObject({
    kind: z.literal('file').describe('A file: for a single instance of the proxy.'),
    file: filledText.describe('Path of the file.'),
  }),
  closedObject({
    kind: z.enum(['postgres', 'redis']).describe('A database: instances of the proxy share it.'),
    url: filledText.optional().describe('Where the database is. Better not here when it holds a password.'),
    urlVariable: variableText
      .optional()
      .describe('Environment variable that holds the address, such as STRANGLER_STATE_URL.'),
    name: nameText
      .optional()
      .describe('Whose state it is: one database may hold those of several proxies. Default: default.'),
  }),
])

/** The shape of `strangler.config.json`. What no shape can say is checked by `parseConfig`. */
export const configSchema = closedObject({
  $schema: z.string().optional().describe('Where the JSON Schema of this file is, for editors.'),
  listen: closedObject({ host: listenHost, port: port.optional().describe('Default: 8080.') })
    .optional()
    .describe('Where clients reach the proxy.'),
  tls: closedObject({
    cert: filledText.describe('File of the certificate chain, PEM.'),
    key: filledText.describe('File of the private key, PEM.'),
  })
    .nullable()
    .optional()
    .describe('Makes the proxy speak HTTPS. Default: plain HTTP.'),
  admin: closedObject({
    host: listenHost,
    port: port.optional().describe('Default: 8081.'),
    tokenVariable: variableText
      .optional()
      .describe('Environment variable that holds the token. Default: STRANGLER_ADMIN_TOKEN.'),
  })
    .nullable()
    .optional()
    .describe('The admin API, on a port of its own. Default: there is none.'),
  upstreams: z
    .record(nameText, z.union([originText, upstream]))
    .describe('Name: origin, or an object. Nothing that is not named here is ever reached.'),
  routes: z.array(routeSchema).describe('Which requests are moved; all others go to the fallback.'),
  fallback: nameText
    .optional()
    .describe('Upstream of requests that no route matches. Default: the upstream called "legacy".'),
  hosts: z
    .array(hostText)
    .optional()
    .describe("Hosts that absolute-form requests may name. Default: the one in the request's own Host."),
  limits: limits.optional().describe('What a client may ask of the proxy.'),
  trust: closedObject({
    proxies: z
      .array(networkText)
      .optional()
      .describe('Addresses and networks whose Forwarded and X-Forwarded-* are believed. Default: none.'),
  })
    .optional()
    .describe("What is believed of a client's own account of itself."),
  state: state
    .optional()
    .describe('Where shares and verdicts are kept. Default: the file strangler.state.json.'),
  tracing: closedObject({
    share: percent.optional().describe('Percent of requests that are traced. Default: 1.'),
    endpoint: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .optional()
      .describe('OTLP endpoint. Default: none.'),
  })
    .optional()
    .describe('Which requests are traced, and where to.'),
  accessLog: z.boolean().optional().describe('Writes one line a request. Default: true.'),
  defaults: defaultsSchema.optional().describe('What routes do not say themselves.'),
})

/** The config as a user writes it. */
export type ConfigInput = z.infer<typeof configSchema>

/** JSON Schema (draft 7) of `strangler.config.json`, from which editors complete and explain. */
export function deriveJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'strangler.config.json',
    ...z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' }),
    allowComments: true,
    allowTrailingCommas: true,
  }
}
