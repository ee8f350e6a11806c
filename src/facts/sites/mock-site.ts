import type { CallExpression, Expression, Node } from 'oxc-parser'
import type { RawSite } from './site-collector.js'
import { constantString } from './template-specifier.js'

const methods = new Set([
  'mock',
  'doMock',
  'unmock',
  'doUnmock',
  'dontMock',
  'setMock',
  'requireActual',
  'requireMock',
  'importActual',
  'importMock',
  'unstable_mockModule',
  'createMockFromModule',
  'genMockFromModule',
])

/** `vi.mock('x')`, `jest.mock('x')` and their relatives; `vi.mock(import('x'))` too, whose import is then told here. */
export function mockSite(call: CallExpression, consumed: Set<Node>): RawSite | null {
  const { callee } = call
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
    return null
  if (!methods.has(callee.property.name)) return null
  const root = rootOf(callee.object)
  if (root !== 'vi' && root !== 'vitest' && root !== 'jest') return null
  const [argument] = call.arguments
  if (argument === undefined || argument.type === 'SpreadElement') return null
  const target = argument.type === 'ImportExpression' ? argument.source : argument
  const specifier = constantString(target)
  if (specifier === null) return null
  consumed.add(argument)
  // Calls of a chain all start at its first name.
  const offset = callee.object.type === 'CallExpression' ? callee.property.start : call.start
  return {
    specifier,
    form: root === 'jest' ? 'jest-mock' : 'vi-mock',
    kind: 'mock',
    offset,
    symbols: [],
  }
}

/** The name at the start of a chain such as `jest.mock('a').mock('b')`. */
function rootOf(expression: Expression): string | null {
  switch (expression.type) {
    case 'Identifier':
      return expression.name
    case 'CallExpression':
      return rootOf(expression.callee)
    case 'MemberExpression':
      return rootOf(expression.object)
    default:
      return null
  }
}
