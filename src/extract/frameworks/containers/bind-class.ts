import type { ts } from 'ts-morph'
import type { Reading } from '../reading.js'
import { returnedExpression } from '../survey/expressions.js'
import { classMade } from './class-made.js'
import type { Container } from './container.js'
import { tokenOf } from './token.js'

/** A token with what a container is to make for it. */
interface Binding {
  readonly token: ts.Node
  readonly bound: ts.Node
  readonly at: ts.Node
}

/** Binds a token; the class that it is bound to is a provider, and put together there. */
export function bindClass(
  { survey, draft, container }: Reading & { readonly container: Container },
  { token, bound, at }: Binding,
): void {
  const known = tokenOf(survey, token)
  container.bind(known, classMade(survey, bound))
  draft.wire(known.id, token)
  const node = returnedExpression(bound)
  const declaration = survey.declared.classOf(node) ?? survey.declared.of(node)
  const id = declaration === null ? null : survey.declared.idOf(declaration)
  draft.wire(id, bound)
  if (survey.declared.classOf(node) !== null) draft.role(id, 'provider', { at })
}
