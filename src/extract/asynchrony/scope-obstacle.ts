import { ts } from 'ts-morph'
import { type CallGraph, isAsync, isGenerator, type Scope, type Surroundings } from '../calls/index.js'
import type { Position } from './asynchrony.js'
import { breaksContract } from './library-contract.js'
import { waitsAtTop } from './module-format.js'
import { placeInReact } from './place-in-react.js'

/** What about the scope around a place keeps it from waiting, callbacks aside; `plain` where nothing does. */
export function positionIn({ scope, part }: Surroundings, calls: CallGraph): Position {
  if (part === 'decorator') return 'decorator-argument'
  if (part === 'parameter') return 'default-parameter'
  if (part === 'super-argument') return 'super-argument'
  return positionOfSetUp(scope, calls) ?? positionOfFunction(scope, calls)
}

function positionOfSetUp(scope: Scope, { program }: CallGraph): Position | null {
  if (ts.isSourceFile(scope)) {
    const file = program.fileOf(scope)
    return file !== null && waitsAtTop(program, file) ? 'plain' : 'module-top-level'
  }
  if (ts.isClassStaticBlockDeclaration(scope)) return 'static-block'
  if (ts.isConstructorDeclaration(scope)) return 'constructor'
  if (!ts.isPropertyDeclaration(scope)) return null
  const isStatic = ts.getCombinedModifierFlags(scope) & ts.ModifierFlags.Static
  return isStatic ? 'static-initializer' : 'property-initializer'
}

function positionOfFunction(scope: Scope, calls: CallGraph): Position {
  if (isAsync(scope)) return 'plain'
  if (ts.isSetAccessor(scope)) return 'setter'
  const name = 'name' in scope && scope.name !== undefined ? scope.name.getText() : ''
  if (name === '[Symbol.iterator]') return 'iterator'
  if (isGenerator(scope)) return 'generator'
  if (implicitNames.test(name) && ts.isClassElement(scope as ts.Node)) return 'implicit-conversion'
  if (implicitNames.test(name) && ts.isObjectLiteralElement(scope as ts.Node)) return 'implicit-conversion'
  if (ts.isGetAccessor(scope)) return 'getter'
  if ('type' in scope && scope.type !== undefined && ts.isTypePredicateNode(scope.type)) return 'type-guard'
  const react = placeInReact(scope, calls.program)
  if (react !== null) return react
  return breaksContract(scope, calls) ? 'library-contract' : 'plain'
}

const implicitNames =
  /^(?:toString|toLocaleString|toJSON|valueOf|\[Symbol\.(?:toPrimitive|toStringTag|hasInstance|species|dispose|match|replace|search|split)\])$/
