import { z } from 'zod'
import {
  bridgeEndText,
  bytes,
  closedObject,
  count,
  filledText,
  methodList,
  milliseconds,
  percent,
  pointerText,
  tokenText,
} from './checked-value.js'

export const shadowSchema = closedObject({
  share: percent.optional().describe('Percent of the requests that are copied. Default: 100.'),
  methods: methodList.optional().describe('Methods that may be sent twice. Default: GET, HEAD, OPTIONS.'),
  bodyLimit: bytes
    .optional()
    .describe('Requests with a larger body, in bytes, are not copied. Default: 1 MiB.'),
  timeout: milliseconds.optional().describe('Milliseconds until a copy is given up. Default: 5000.'),
  concurrency: count.optional().describe('Copies at work at once; further ones are dropped. Default: 50.'),
})

export const compareSchema = closedObject({
  headers: z.array(tokenText).optional().describe('Headers compared besides status and content type.'),
  ignore: z
    .array(pointerText)
    .optional()
    .describe('JSON pointers, "*" for any key or index, that may differ.'),
  unordered: z.array(pointerText).optional().describe('JSON pointers of arrays whose order means nothing.'),
  tolerances: z
    .record(pointerText, z.number().min(0))
    .optional()
    .describe('JSON pointer: how far two numbers, or two times in milliseconds, may be apart.'),
  noise: percent
    .optional()
    .describe(
      'Percent of requests that the old system is asked twice, to learn what differs by itself. Default: 1.',
    ),
  redact: z
    .array(filledText)
    .optional()
    .describe('Headers, cookies and JSON keys whose values are never stored, besides the usual secrets.'),
  samples: z.int().min(0).max(10_000).optional().describe('Differences kept as samples. Default: 50.'),
})

const ascending = z
  .array(percent)
  .min(1)
  .superRefine((steps, context) => {
    const at = steps.findIndex((step, index) => index > 0 && step <= (steps[index - 1] ?? 0))
    if (at === -1) return
    const hint = 'Order the steps from the smallest share to the largest.'
    const message = `must be more than the step before, ${steps[at - 1]}`
    context.addIssue({ code: 'custom', path: [at], message, params: { message, hint } })
  })

export const rampSchema = closedObject({
  steps: ascending.optional().describe('Shares in percent, ascending. Default: 1, 5, 25, 50, 100.'),
  minimum: count.optional().describe('Requests of each side that a step needs. Default: 500.'),
  hold: z
    .int()
    .min(0)
    .max(31_536_000)
    .optional()
    .describe('Seconds that a step lasts at least. Default: 300.'),
  errorMargin: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('How much higher the error rate of the new side may be, from 0 to 1. Default: 0.005.'),
  latencyFactor: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .describe('How much slower the new side may be; 1.2 allows a fifth more. Default: 1.2.'),
})

export const timeoutsSchema = closedObject({
  connect: milliseconds.optional().describe('Milliseconds to connect to an upstream. Default: 2000.'),
  headers: milliseconds
    .optional()
    .describe('Milliseconds until the head of the answer has come. Default: 30000.'),
  body: milliseconds.optional().describe('Milliseconds between two parts of a body. Default: 30000.'),
  idle: milliseconds
    .optional()
    .describe('Milliseconds until an idle upstream connection is closed. Default: 4000.'),
})

export const retrySchema = closedObject({
  attempts: z
    .int()
    .min(0)
    .max(10)
    .optional()
    .describe('Further attempts of idempotent requests of which nothing has been answered. Default: 0.'),
  budget: percent.optional().describe('Percent of all requests that retries may be. Default: 10.'),
})

const translations = z.array(
  closedObject({
    side: z.enum(['legacy', 'new']).describe('The side that the request goes to or the answer comes from.'),
    from: bridgeEndText.describe('"cookie:name" or "header:name" that is read.'),
    to: bridgeEndText.describe('"cookie:name" or "header:name" that is written.'),
  }),
)

export const bridgeSchema = closedObject({
  request: translations.optional().describe('Translations on the way to a side.'),
  response: translations.optional().describe('Translations on the way back to the client.'),
})
