import { ts } from 'ts-morph'
import type { Place } from '../../../kernel/finding.js'
import { isChanged, isEmptyContainer } from '../purity/is-kept.js'
import type { MemberSubject, Subject } from '../subject.js'

/** Where a static property is changed: by the other side, or else by functions of its own; null where it is constant. */
export function findStaticChange(
  { member, declarations: [declaration], uses }: MemberSubject,
  { program }: Subject,
): Place | null {
  if (!member.static || member.kind === 'method') return null
  const written = uses.find(({ usage }) => usage === 'write')?.place ?? null
  if (written !== null || declaration === undefined || !ts.isPropertyDeclaration(declaration)) return written
  const symbol = program.checker.getSymbolAtLocation(declaration.name)
  const changes = symbol !== undefined && isChanged(symbol, declaration, program.checker)
  return changes || isEmptyContainer(declaration.initializer) ? program.placeOf(declaration) : null
}
