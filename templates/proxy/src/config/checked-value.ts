import { z } from 'zod'
import { checkBridgeEnd } from './bridge-end.js'
import type { Complaint } from './complaint.js'
import * as rules from './format-rules.js'
import { checkPath } from './path-pattern.js'
import { requestMethods } from './request-methods.js'
import { checkSticky } from './sticky-expression.js'

/** A text that a rule has nothing against. */
function checkedText(rule: (text: string) => Complaint | null) {
  return z.string().superRefine((text, context) => {
    const complaint = rule(text)
    if (complaint) context.addIssue({ code: 'custom', message: complaint.message, params: complaint })
  })
}

export const pathText = checkedText(checkPath).meta({ pattern: '^/' })
export const originText = checkedText(rules.checkOrigin).meta({ pattern: '^https?://' })
export const hostText = checkedText(rules.checkHost)
export const hostPatternText = checkedText(rules.checkHostPattern)
export const authorityText = checkedText(rules.checkAuthority)
export const networkText = checkedText(rules.checkNetwork)
export const tokenText = checkedText(rules.checkToken)
export const pointerText = checkedText(rules.checkPointer)
export const nameText = checkedText(rules.checkName)
export const prefixText = checkedText(rules.checkPrefix)
export const bridgeEndText = checkedText(checkBridgeEnd)
export const stickyText = checkedText(checkSticky)
export const filledText = checkedText(text =>
  text.trim() === '' ? { message: 'is empty', hint: 'Write something, or leave it out.' } : null,
)

/** Name of an environment variable. */
export const variableText = z.string().regex(/^[A-Za-z_]\w*$/)

export const percent = z
  .number()
  .superRefine((value, context) => {
    const complaint = rules.checkPercent(value)
    if (complaint) context.addIssue({ code: 'custom', message: complaint.message, params: complaint })
  })
  .meta({ minimum: 0, maximum: 100 })

export const methodList = z.array(z.enum(requestMethods)).min(1)

/** What a timer can wait at most. */
const longestTimer = 2 ** 31 - 1

export const milliseconds = z.int().min(1).max(longestTimer)
export const count = z.int().min(1).max(1_000_000)
export const bytes = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
/** 0 lets the operating system choose. */
export const port = z.int().min(0).max(65_535)

/** An object that refuses names it does not know; the issue's message lists those that it does, for a suggestion. */
export function closedObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = JSON.stringify(Object.keys(shape))
  return z.strictObject(shape, {
    error: issue => (issue.code === 'unrecognized_keys' ? known : undefined),
  })
}
