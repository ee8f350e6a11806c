import { z } from 'zod'
import { refuse } from '../../kernel/problem.js'
import { routeModes } from '../choices.js'

const count = z.number().default(0)
const perSide = z.object({ legacy: z.number(), new: z.number() })
const copies = z.object({ sent: count, dropped: z.record(z.string(), z.number()).default({}) })
const differingPath = z.object({ pattern: z.string(), count: z.number(), verdict: z.string().default('') })

/** What has a default is not told by proxies that were generated before it was. */
const routeSchema = z.object({
  route: z.string(),
  mode: z.enum(routeModes),
  share: z.number(),
  halted: z.string().nullable(),
  legacyHits: z.number(),
  lastLegacyHit: z.number().nullable(),
  safeToDelete: z.boolean(),
  obstacle: z.string().nullable(),
  differenceRate: z.number().nullable(),
  methods: z.array(z.string()).nullable().default(null),
  path: z.string().default(''),
  host: z.string().nullable().default(null),
  conditions: z.array(z.string()).default([]),
  legacy: z.string().nullable().default(null),
  new: z.string().nullable().default(null),
  since: z.number().nullable().default(null),
  ramp: z
    .object({ steps: z.array(z.number()), hold: z.number() })
    .nullable()
    .default(null),
  requests: perSide.nullable().default(null),
  verdict: z
    .object({ kind: z.enum(['pass', 'hold', 'fail']), why: z.array(z.string()).default([]) })
    .nullable()
    .default(null),
  copies: z.object({ new: copies }).nullable().default(null),
  compared: z
    .object({
      equal: count,
      different: count,
      notComparable: count,
      paths: z.array(differingPath).default([]),
      omittedPaths: count,
    })
    .nullable()
    .default(null),
})

const statusSchema = z.object({
  /** Milliseconds since 1970 by the clock of the proxy. */
  at: z.number().nullable().default(null),
  killed: z.boolean(),
  /** Requests that no route matched. */
  unrouted: z.number().nullable().default(null),
  upstreams: z.array(z.object({ name: z.string(), available: z.boolean() })).default([]),
  routes: z.array(routeSchema),
})

/** What `GET /status` of a proxy tells. Counts are those of the instance that was asked, since its start. */
export type ProxyStatus = Omit<z.output<typeof statusSchema>, 'at'> & { readonly at: number }
export type RouteStatus = ProxyStatus['routes'][number]

/** `now` stands in for the clock of a proxy that does not tell its own. Throws a UserError. */
export function parseStatus(answer: unknown, now: number): ProxyStatus {
  const parsed = statusSchema.safeParse(answer)
  if (parsed.success) return { ...parsed.data, at: parsed.data.at ?? now }
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).slice(0, 3)
  return refuse(
    'usage',
    `What answers does not tell the status of a proxy (${places.join('; ')}).`,
    'Look at "admin" in the config, and whether the proxy is of a version that this one knows.',
  )
}
