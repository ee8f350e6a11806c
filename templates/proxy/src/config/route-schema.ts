import { z } from 'zod'
import {
  closedObject,
  filledText,
  hostPatternText,
  methodList,
  nameText,
  pathText,
  percent,
  prefixText,
  stickyText,
  tokenText,
} from './checked-value.js'
import { modes } from './model.js'
import {
  bridgeSchema,
  compareSchema,
  rampSchema,
  retrySchema,
  shadowSchema,
  timeoutsSchema,
} from './route-settings-schema.js'

const sticky = z.union([
  stickyText.describe('"cookie:session", "header:x-user", "claim:sub" or "address".'),
  z.discriminatedUnion('by', [
    closedObject({
      by: z.enum(['header', 'cookie']).describe('The key is the value of a header or cookie.'),
      name: tokenText.describe('Name of the header or cookie.'),
    }),
    closedObject({
      by: z
        .literal('claim')
        .describe('The key is a claim of the bearer token; its signature is not checked.'),
      name: filledText.describe('Name of the claim.'),
    }),
    closedObject({ by: z.literal('address').describe('The key is the address of the client.') }),
  ]),
])

const override = closedObject({
  header: tokenText.nullable().optional().describe('Header whose value "legacy" or "new" chooses the side.'),
  cookie: tokenText.nullable().optional().describe('Cookie whose value "legacy" or "new" chooses the side.'),
})

/** What a route may say, and `defaults` for all routes that do not. */
const inherited = {
  legacy: nameText.optional().describe('Upstream of the old system. Default: the fallback.'),
  new: nameText
    .nullable()
    .optional()
    .describe('Upstream of the new system. Default: the upstream called "new", when there is one.'),
  sticky: sticky
    .optional()
    .describe('Where the key comes from that keeps a user on one side. Default: "address".'),
  override: override.nullable().optional().describe('Lets testers choose a side. Default: nobody may.'),
  shadow: shadowSchema.optional().describe('How requests are copied to the new system in mode "shadow".'),
  compare: compareSchema.optional().describe('What is the same in two answers.'),
  ramp: rampSchema.nullable().optional().describe('How the share grows by itself. Default: it does not.'),
  timeouts: timeoutsSchema.optional().describe('How long the proxy waits for an upstream.'),
  retry: retrySchema.optional().describe('Whether failed requests are tried again.'),
  bridge: bridgeSchema
    .optional()
    .describe('Translates what proves a session on one side to what proves it on the other.'),
  settings: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('For hooks of your own gateway; the proxy itself does not look at it.'),
}

export const defaultsSchema = closedObject(inherited)

const conditions = z.record(tokenText, z.union([z.string(), z.literal(true)]))

export const routeSchema = closedObject({
  id: nameText
    .optional()
    .describe('Unique name; state, metrics and salt hang on it. Default: derived from methods and path.'),
  path: pathText.describe('"/users/:id" for one segment, "/files/*" for everything below.'),
  methods: methodList.optional().describe('Default: all methods. GET does not include HEAD.'),
  host: hostPatternText
    .nullable()
    .optional()
    .describe('Host without port; "*.example.org" for its subdomains.'),
  headers: conditions
    .optional()
    .describe('Headers that a request must have: a value, or true for any value.'),
  cookies: conditions
    .optional()
    .describe('Cookies that a request must have: a value, or true for any value.'),
  mode: z.enum(modes).optional().describe('What the route does with a request. Default: "legacy".'),
  share: percent.optional().describe('Percent of keys that the new side gets in mode "canary". Default: 0.'),
  salt: filledText.optional().describe('Part of the hash; a new one deals all users anew. Default: the id.'),
  rewrite: closedObject({
    strip: prefixText.optional().describe('Prefix that is taken off the path, such as "/api".'),
    add: prefixText.optional().describe('Prefix that is put in front of what is left.'),
  })
    .nullable()
    .optional()
    .describe('Changes the path on its way to the new side.'),
  ...inherited,
})

/** A route as a user writes it. */
export type RouteInput = z.infer<typeof routeSchema>
export type DefaultsInput = z.infer<typeof defaultsSchema>
