import { ts } from 'ts-morph'
import type { Place } from '../../kernel/finding.js'
import { comparePlaces } from '../asynchrony/order.js'
import type { CallGraph } from '../calls/index.js'
import type { Border } from '../calls/operation-uses.js'
import type { CrossingSymbol, Seam } from '../seam/seam.js'
import type { Inversion } from './inversions.js'
import { isAnswerUsed } from './is-answer-used.js'

/** Base classes that call what a subclass on the other side of the border overrides. */
export function findTemplateMethods(seam: Seam, border: Border): readonly Inversion[] {
  return [...seam.inbound, ...seam.outbound].flatMap(symbol => {
    const bases = border.findDeclarations(symbol.id).filter(ts.isClassLike)
    const extended = symbol.crossings.filter(({ usage }) => usage === 'extend')
    const heirs = new Set(extended.flatMap(({ place }) => heirAt(place, border.calls)))
    return [...heirs].flatMap(heir =>
      bases.flatMap(base => overridesOf({ base, symbol, heir }, border.calls)),
    )
  })
}

interface Extension {
  readonly base: ts.ClassLikeDeclaration
  readonly symbol: CrossingSymbol
  readonly heir: ts.ClassLikeDeclaration
}

/** The class around a place: of its `extends`, or of a `super(…)` in it. */
function heirAt(place: Place, { program, references }: CallGraph): readonly ts.ClassLikeDeclaration[] {
  const found = references.heirs.filter(ts.isClassLike).find(each => {
    const within = program.fileOf(each)?.path === place.file && program.placeOf(each).line <= place.line
    const end = each.getSourceFile().getLineAndCharacterOfPosition(each.end).line + 1
    return within && place.line <= end
  })
  return found === undefined ? [] : [found]
}

function overridesOf({ base, symbol, heir }: Extension, { program }: CallGraph): readonly Inversion[] {
  return heir.members.flatMap(member => {
    if (!ts.isMethodDeclaration(member)) return []
    const name = member.name.getText()
    const called = callsOnThis(base, name)
    if (called.length === 0) return []
    const answerUsed = called.some(isAnswerUsed)
    return [
      {
        kind: 'template-method' as const,
        calledBy: symbol.direction === 'inbound' ? ('module' as const) : ('others' as const),
        through: `${symbol.name}.${name}`,
        registered: `${heir.name?.text ?? 'default'}.${name}`,
        place: program.placeOf(member),
        test: program.fileOf(member)?.test ?? false,
        calledBack: called.map(each => program.placeOf(each)).toSorted(comparePlaces),
        answerUsed,
        // State of both classes is one object: only whole classes can change sides.
        remedy: 'move' as const,
      },
    ]
  })
}

/** `this.price(…)` in the body of a class. */
function callsOnThis(base: ts.ClassLikeDeclaration, name: string): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name: member } = node.expression
      if (expression.kind === ts.SyntaxKind.ThisKeyword && member.text === name) found.push(node)
    }
    ts.forEachChild(node, visit)
  }
  visit(base)
  return found
}
