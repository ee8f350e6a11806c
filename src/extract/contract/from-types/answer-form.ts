import { ts } from 'ts-morph'
import type { AnswerForm } from '../contract.js'
import { libraryTypeOf, typeArgumentsOf } from './describe-object.js'
import { writtenName } from './describe-written.js'
import { findLibraryType } from './library-types.js'
import type { TypeReading } from './type-reading.js'

/** How something is answered, and the type of what is answered in the end; null where the answer has no type of its own. */
export interface AnswerType {
  readonly answer: AnswerForm
  readonly type: ts.Type | null
  readonly node: ts.TypeNode | null
}

/** Looks through promises, streams and tasks; what is inside of two is told by the inner one. */
export function readAnswer(type: ts.Type, node: ts.TypeNode | null, reading: TypeReading): AnswerType {
  const step = takeStep(type, node, reading)
  if (step === null) return { answer: 'value', type, node }
  if (step.type === null) return step
  const further = readAnswer(step.type, step.node, reading)
  return further.answer === 'value' ? { ...further, answer: step.answer } : further
}

function takeStep(type: ts.Type, node: ts.TypeNode | null, reading: TypeReading): AnswerType | null {
  const { checker } = reading
  const task = promiseOfTask(type, reading)
  if (task !== null) return { answer: 'task', type: task, node: writtenArgument(node, task, reading) }
  const written =
    (type.flags & ts.TypeFlags.Any) !== 0 && node !== null && ts.isTypeReferenceNode(node) ? node : null
  const { name, owner } = written === null ? { name: '', owner: null } : writtenName(written)
  const known = written === null ? libraryTypeOf(type, reading) : findLibraryType(name, owner)
  if (known?.kind !== 'answer') return null
  const argument =
    node !== null && ts.isTypeReferenceNode(node) ? (node.typeArguments?.[known.item] ?? null) : null
  const inner =
    written === null
      ? typeArgumentsOf(type, checker)[known.item]
      : argument === null
        ? undefined
        : checker.getTypeFromTypeNode(argument)
  return { answer: known.answer, type: inner ?? null, node: argument }
}

/** `() => Promise<T>` and nothing else: work that starts when it is called, as a `TaskEither` does. */
function promiseOfTask(type: ts.Type, reading: TypeReading): ts.Type | null {
  const [signature, more] = type.getCallSignatures()
  if (signature === undefined || more !== undefined || signature.getParameters().length > 0) return null
  if (reading.checker.getPropertiesOfType(type).length > 0) return null
  const answered = signature.getReturnType()
  const known = libraryTypeOf(answered, reading)
  if (known?.kind !== 'answer' || known.answer !== 'promise') return null
  return typeArgumentsOf(answered, reading.checker)[0] ?? null
}

/** `TaskEither<E, A>` is written without the `Either` that it brings; only a node that says the same is of use. */
function writtenArgument(
  node: ts.TypeNode | null,
  type: ts.Type,
  { checker }: TypeReading,
): ts.TypeNode | null {
  if (node === null || !ts.isTypeReferenceNode(node)) return null
  return node.typeArguments?.find(each => checker.getTypeFromTypeNode(each) === type) ?? null
}
