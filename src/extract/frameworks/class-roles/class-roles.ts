import type { Reader, Reading } from '../reading.js'
import { decorationsOf, decorationText } from '../survey/decorators.js'
import { writtenText } from '../survey/expressions.js'
import { foreignBases } from '../survey/heritage.js'
import type { Origin } from '../survey/origin.js'
import type { Role } from '../framework.js'
import { baseRoles } from './bases.js'
import { decoratorRoles } from './decorators.js'

/** Roles of classes that a decorator or a base class gives by itself. */
export const classRoles: Reader = {
  packages: [...Object.keys(decoratorRoles), ...Object.keys(baseRoles)],
  read: reading => {
    for (const each of reading.survey.classes) readClass(reading, each)
  },
}

type Table = typeof baseRoles

function readClass({ survey, draft }: Reading, node: Reading['survey']['classes'][number]): void {
  const id = survey.declared.idOf(node)
  for (const decoration of decorationsOf(survey, node)) {
    const role = roleIn(decoratorRoles, decoration.origin)
    if (role !== null) draft.role(id, role, { at: decoration.at, text: decorationText(decoration) })
  }
  for (const { origin, clause, written } of foreignBases(survey, node)) {
    const role = roleIn(baseRoles, origin)
    if (role !== null) draft.role(id, role, { at: clause, text: `${written} ${writtenText(clause)}` })
  }
}

function roleIn(table: Table, origin: Origin | null): Role | null {
  const roles = origin === null ? undefined : table[origin.package]
  return (origin === null ? undefined : roles?.[origin.name]) ?? null
}
