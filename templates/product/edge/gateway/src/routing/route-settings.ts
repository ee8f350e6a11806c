import { z } from 'zod'

/** From the last to be shed under overload to the first. */
export const priorities = ['critical', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

const access = z.union([
  z.enum(['none', 'user', 'nobody']),
  z.templateLiteral(['role:', z.string().regex(/^[\w.-]+(?:\|[\w.-]+)*$/)]),
])

/** What `settings` of a route may say. */
export const routeSettingsSchema = z.strictObject({
  /** `none`: anybody. `user`: whoever is signed in. `role:a|b`: whoever has one of these. `nobody`: not from outside. */
  auth: access.optional(),
  /** Name of a class of rate limits, or `none`. */
  rate: z.string().optional(),
  priority: z.enum(priorities).optional(),
  /** Bytes. */
  bodyLimit: z.int().min(0).optional(),
  /** Whether POST and PATCH of a user may, must or cannot bear an `Idempotency-Key`. */
  idempotency: z.enum(['off', 'optional', 'required']).optional(),
})

export type RouteSettingsInput = z.infer<typeof routeSettingsSchema>
export type RouteSettings = Required<{
  [Name in keyof RouteSettingsInput]: NonNullable<RouteSettingsInput[Name]>
}>

/** Where nothing else is said. */
export const defaultSettings: RouteSettings = {
  auth: 'user',
  rate: 'standard',
  priority: 'normal',
  bodyLimit: 1_048_576,
  idempotency: 'optional',
}

/** What is wrong with settings, one sentence each. `at` says where they stand. */
export function settingsProblems(
  settings: unknown,
  at: string,
  rateClasses: Readonly<Record<string, unknown>>,
): readonly string[] {
  const parsed = routeSettingsSchema.safeParse(settings)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${[at, ...path].join('.')}: ${message}`)
  const { rate = 'none' } = parsed.data
  return rate === 'none' || rate in rateClasses ? [] : [`${at}.rate: there is no class "${rate}".`]
}
