import type { Node } from 'oxc-parser'
import type { RelationEffect } from '../../facts.js'
import type { FileContext } from '../collector.js'
import { argumentAt, memberName, propertyValue, unwrap } from './expression.js'
import { deriveText } from './refs.js'

interface WithEffects {
  readonly effects?: readonly RelationEffect[]
}

/** What the options of a relation or a foreign key add: `{ onDelete: 'CASCADE', cascade: true, eager: true }`. */
export function effectsIn(options: Node | null | undefined, file: FileContext): WithEffects {
  const inner = options == null ? null : unwrap(options)
  if (inner?.type !== 'ObjectExpression') return {}
  const onDelete = propertyValue(inner, 'onDelete')
  const cascade = propertyValue(inner, 'cascade')
  return collect([
    onDelete === null ? null : effectOfAction(deriveText(onDelete, file.scopes)),
    cascade !== null && !isFalse(cascade) ? 'cascade-save' : null,
    isTrue(propertyValue(inner, 'eager')) ? 'eager' : null,
  ])
}

/** What calls behind a reference add: `.references('id').inTable('users').onDelete('cascade')`. */
export function effectsBehind(file: FileContext): WithEffects {
  for (const node of file.ancestors.toReversed()) {
    if (node.type === 'CallExpression') {
      const isDelete = node.callee.type === 'MemberExpression' && memberName(node.callee) === 'onDelete'
      const given = isDelete ? argumentAt(node, 0) : null
      if (given !== null) return collect([effectOfAction(deriveText(given, file.scopes))])
    } else if (node.type !== 'MemberExpression') return {}
  }
  return {}
}

function collect(effects: readonly (RelationEffect | null)[]): WithEffects {
  const found = effects.filter(effect => effect !== null)
  return found.length === 0 ? {} : { effects: found }
}

export function effectOfAction(action: string | null): RelationEffect | null {
  if (action === null) return null
  if (/^cascade$/i.test(action)) return 'cascade-delete'
  return /^set[ _]?null$/i.test(action) ? 'set-null' : null
}

function isTrue(node: Node | null): boolean {
  return node?.type === 'Literal' && node.value === true
}

function isFalse(node: Node): boolean {
  return (
    (node.type === 'Literal' && node.value === false) ||
    (node.type === 'ArrayExpression' && node.elements.length === 0)
  )
}
