import type { ts } from 'ts-morph'
import type { MessageFlow } from '../framework.js'

/** A place where a message enters or leaves a bus, with the expression that says which. */
export interface MessageSite {
  readonly kind: MessageFlow['kind']
  readonly end: MessageFlow['end']
  readonly message: ts.Node
  readonly at: ts.Node
}
