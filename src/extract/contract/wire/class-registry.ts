export type AnyClass = abstract new (...args: never[]) => object

/** A class that both sides know. Without functions of its own an instance travels as its fields. */
export interface KnownClass {
  /** The same on both sides; unique. */
  readonly name: string
  readonly class: AnyClass
  /** For what is not all in its fields: private ones, decimals, handles. Both or neither. */
  readonly write?: (instance: never) => unknown
  readonly read?: (data: unknown) => object
}

/** How one side finds classes; any other implementation will do as well. */
export interface ClassRegistry {
  readonly named: (name: string) => KnownClass | null
  /** Of a constructor; subclasses that were not told of have no name. */
  readonly of: (candidate: unknown) => KnownClass | null
}

export function createClassRegistry(classes: readonly KnownClass[] = []): ClassRegistry {
  const byName = new Map(classes.map(each => [each.name, each]))
  const byClass = new Map<unknown, KnownClass>(classes.map(each => [each.class, each]))
  return { named: name => byName.get(name) ?? null, of: candidate => byClass.get(candidate) ?? null }
}

/** Errors that every JavaScript knows. */
export const languageErrors: Readonly<Record<string, AnyClass>> = {
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
}
