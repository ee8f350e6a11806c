import { type CallTelemetry, type ContractDefinition, type Facade, localFacade } from '../contract/index.js'
import type { Module } from './module.js'

/** The facades of all modules, by the names of their contracts. */
export interface Facades {
  /** Forwards to a module that may be added later. */
  readonly of: <C extends ContractDefinition>(contract: C) => Facade<C>
  /** Here it is decided that a module is in this process: `remoteFacade` would take its place. */
  readonly add: (module: Module) => void
}

type AnyOperation = (...given: readonly unknown[]) => Promise<unknown>

export function createFacades(telemetry: CallTelemetry): Facades {
  const known = new Map<string, Readonly<Record<string, AnyOperation>>>()
  return {
    of: <C extends ContractDefinition>(contract: C) => {
      const operations = Object.keys(contract.operations).map((name): [string, AnyOperation] => [
        name,
        (...given) => {
          const operation = known.get(contract.name)?.[name]
          if (operation === undefined) throw new Error(`${contract.name} is no module of this process`)
          return operation(...given)
        },
      ])
      return Object.fromEntries(operations) as unknown as Facade<C>
    },
    add: ({ contract, implementation }) => {
      const facade = localFacade(contract, implementation, { telemetry })
      known.set(contract.name, facade as unknown as Readonly<Record<string, AnyOperation>>)
    },
  }
}
