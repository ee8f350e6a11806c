import { ts } from 'ts-morph'
import type { Origin } from './origin.js'
import type { Survey } from './survey.js'

/** A class or interface of a package that a class extends or implements, itself or through its bases. */
export interface ForeignBase {
  readonly origin: Origin
  readonly clause: ts.ExpressionWithTypeArguments
  readonly written: 'extends' | 'implements'
}

/** A class with the classes of the program that it extends, nearest first. */
export function lineageOf(survey: Survey, node: ts.ClassLikeDeclaration): readonly ts.ClassLikeDeclaration[] {
  const lineage: ts.ClassLikeDeclaration[] = []
  for (let at: ts.ClassLikeDeclaration | null = node; at !== null && !lineage.includes(at); ) {
    lineage.push(at)
    const clause = extended(at)
    at = clause === null ? null : survey.declared.classOf(clause.expression)
  }
  return lineage
}

/** What a class gets from packages. `extends AuthGuard('jwt')` counts as `AuthGuard`. */
export function foreignBases(survey: Survey, node: ts.ClassLikeDeclaration): readonly ForeignBase[] {
  return lineageOf(survey, node).flatMap(each =>
    (each.heritageClauses ?? []).flatMap(({ token, types }) =>
      types.flatMap(clause => {
        const { expression } = clause
        const origin = survey.origins.of(ts.isCallExpression(expression) ? expression.expression : expression)
        const written = token === ts.SyntaxKind.ExtendsKeyword ? 'extends' : 'implements'
        return origin === null ? [] : [{ origin, clause, written } as const]
      }),
    ),
  )
}

function extended({ heritageClauses }: ts.ClassLikeDeclaration): ts.ExpressionWithTypeArguments | null {
  const clause = heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
  return clause?.types[0] ?? null
}

/** Methods by name, with arrow functions in properties; static ones left out. */
export function methodsOf(node: ts.ClassLikeDeclaration): readonly ts.ClassElement[] {
  return node.members.filter(member => {
    if (
      ts.canHaveModifiers(member) &&
      ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    )
      return false
    return ts.isMethodDeclaration(member) || ts.isPropertyDeclaration(member) || ts.isGetAccessor(member)
  })
}
