import { ts } from 'ts-morph'
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
    return extended.flatMap(({ place }) =>
      bases.flatMap(base => overridesAt({ base, symbol, place }, border.calls)),
    )
  })
}

interface Extension {
  readonly base: ts.ClassLikeDeclaration
  readonly symbol: CrossingSymbol
  readonly place: Inversion['place']
}

function overridesAt({ base, symbol, place }: Extension, calls: CallGraph): readonly Inversion[] {
  const { program, references } = calls
  const heir = references.heirs.find(each => {
    const within = program.fileOf(each)?.path === place.file && program.placeOf(each).line <= place.line
    const end = each.getSourceFile().getLineAndCharacterOfPosition(each.end).line + 1
    return within && place.line <= end && ts.isClassLike(each)
  })
  if (heir === undefined) return []
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
