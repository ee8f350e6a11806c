import type { Expression } from 'oxc-parser'

/** A specifier and how it was written inside `import( … )`. */
export interface ReadSpecifier {
  readonly specifier: string
  readonly form: 'dynamic-import' | 'dynamic-template' | 'dynamic-pattern'
}

/**
 * Reads the argument of a dynamic import from its source text where that needs no syntax tree: a string without
 * escapes or a template without variable parts. Null otherwise.
 */
export function templateSpecifier(argument: string): ReadSpecifier | null {
  const literal = /^(['"`])((?:(?!\1)[^\\$]|\$(?!\{))*)\1$/.exec(argument)
  if (literal === null) return null
  return { specifier: literal[2] as string, form: literal[1] === '`' ? 'dynamic-template' : 'dynamic-import' }
}

/** Reads a specifier from the tree: literal, template or concatenation; null when its start is not known. */
export function expressionSpecifier(expression: Expression): ReadSpecifier | null {
  const parts = partsOf(expression)
  if (parts === null) return null
  const specifier = parts.map(part => part ?? '${…}').join('')
  if (parts.every(part => part !== null)) {
    return { specifier, form: expression.type === 'Literal' ? 'dynamic-import' : 'dynamic-template' }
  }
  const known = parts[0]
  return known === null || known === undefined || !known.includes('/')
    ? null
    : { specifier, form: 'dynamic-pattern' }
}

/** Texts in order, null for each variable part; null when this is no string at all. */
function partsOf(expression: Expression): (string | null)[] | null {
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'string' ? [expression.value] : null
    case 'TemplateLiteral':
      return expression.quasis.flatMap((quasi, index) =>
        index === 0 ? [quasi.value.cooked ?? ''] : [null, quasi.value.cooked ?? ''],
      )
    case 'BinaryExpression': {
      if (expression.operator !== '+') return null
      const left = partsOf(expression.left)
      const right = partsOf(expression.right)
      return left === null ? null : [...left, ...(right ?? [null])]
    }
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return partsOf(expression.expression)
    default:
      return null
  }
}

/** The text of an expression that is a plain string or a template without variable parts. */
export function constantString(expression: Expression | undefined): string | null {
  if (expression === undefined) return null
  const read = expressionSpecifier(expression)
  return read === null || read.form === 'dynamic-pattern' ? null : read.specifier
}
