import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import type { Declared } from './declared.js'
import { bareExpression, propertyOf, writtenText } from './expressions.js'

/** Texts that stand fixed in the source. */
export interface Texts {
  /** Value of a literal, a constant, an enum's member; `*` stands for holes of a template. Null when it is not fixed. */
  readonly of: (node: ts.Node) => string | null
  /** The same; in braces what is written where the value is not fixed. */
  readonly orWritten: (node: ts.Node) => string
}

export function createTexts(program: Program, declared: Declared): Texts {
  const of = (node: ts.Node, depth = 0): string | null => {
    const bare = bareExpression(node)
    if (ts.isStringLiteralLike(bare) || ts.isNumericLiteral(bare)) return bare.text
    if (depth > deepest) return null
    if (ts.isTemplateExpression(bare)) return templateText(bare, each => of(each, depth + 1))
    if (ts.isBinaryExpression(bare)) return concatenated(bare, each => of(each, depth + 1))
    const value = valueBehind(declared, bare)
    return value === null ? null : of(value, depth + 1)
  }
  return {
    of: node => of(node) ?? literalType(program, node),
    orWritten: node => of(node) ?? literalType(program, node) ?? `{${writtenText(node)}}`,
  }
}

const deepest = 8

function templateText({ head, templateSpans }: ts.TemplateExpression, of: (node: ts.Node) => string | null) {
  return head.text + templateSpans.map(span => (of(span.expression) ?? '*') + span.literal.text).join('')
}

function concatenated(
  { operatorToken, left, right }: ts.BinaryExpression,
  of: (node: ts.Node) => string | null,
): string | null {
  if (operatorToken.kind !== ts.SyntaxKind.PlusToken) return null
  const [first, second] = [of(left), of(right)]
  return first === null && second === null ? null : `${first ?? '*'}${second ?? '*'}`
}

/** Initial value of a constant, a static or readonly property, a member of an enum or of a constant object. */
function valueBehind(declared: Declared, node: ts.Node): ts.Node | null {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return null
  const declaration = declared.of(node)
  if (declaration === null) return constantMember(declared, node)
  if (ts.isVariableDeclaration(declaration))
    return (declaration.parent.flags & ts.NodeFlags.Const) !== 0 ? (declaration.initializer ?? null) : null
  if (ts.isEnumMember(declaration) || ts.isPropertyAssignment(declaration))
    return declaration.initializer ?? null
  return ts.isPropertyDeclaration(declaration) ? (declaration.initializer ?? null) : null
}

function constantMember(declared: Declared, node: ts.Node): ts.Node | null {
  if (!ts.isPropertyAccessExpression(node)) return null
  const owner = valueBehind(declared, bareExpression(node.expression))
  const bare = owner === null ? null : bareExpression(owner)
  return bare !== null && ts.isObjectLiteralExpression(bare) ? propertyOf(bare, node.name.text) : null
}

function literalType({ checker }: Program, node: ts.Node): string | null {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return null
  const type = checker.getTypeAtLocation(node)
  return type.isStringLiteral() ? type.value : null
}
