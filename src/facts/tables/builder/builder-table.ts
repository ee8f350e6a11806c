import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { unwrap } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import type { RelationEffect } from '../../facts.js'
import type { Orm, TableAccess, TableRef } from '../table-site.js'

/** A table named by a string of a query builder. */
export interface BuilderTable {
  readonly name: string
  readonly start: number
}

/** Tables in `'users as u'`, `['users', 'orders as o']`, `{ u: 'users' }`; nothing else counts. */
export function readBuilderTables(node: Node | null, file: FileContext): readonly BuilderTable[] {
  if (node === null) return []
  const inner = unwrap(node)
  switch (inner.type) {
    case 'ArrayExpression':
      return inner.elements.flatMap(element =>
        element === null || element.type === 'SpreadElement' ? [] : readBuilderTables(element, file),
      )
    case 'ObjectExpression':
      return inner.properties.flatMap(property =>
        property.type === 'Property' ? readBuilderTables(property.value, file) : [],
      )
    default: {
      const text = deriveText(inner, file.scopes)
      const name = text === null ? null : readBuilderName(text)
      return name === null ? [] : [{ name, start: inner.start }]
    }
  }
}

/** `billing.invoices` in `billing.invoices as i`; null for a text that names no table. */
export function readBuilderName(text: string): string | null {
  const name = /^\s*([\w$]+(?:\.[\w$]+){0,2})(?:\s+(?:as\s+)?[\w$]+)?\s*$/i.exec(
    text.replace(/["`[\]]/g, ''),
  )?.[1]
  return name === undefined || /^\d/.test(name) ? null : name
}

interface BuilderUse {
  readonly by: Orm
  readonly access: TableAccess
  readonly inside: TableRef | null
  readonly effects?: readonly RelationEffect[]
}

export function emitBuilderTables(tables: readonly BuilderTable[], use: BuilderUse, file: FileContext): void {
  for (const { name, start } of tables) {
    const ref: TableRef = { kind: 'table', name }
    file.emit({ ...file.placeAt(start), kind: 'use', ...use, ref, query: [], certain: true })
  }
}
