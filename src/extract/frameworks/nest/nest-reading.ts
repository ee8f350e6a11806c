import type { Container } from '../containers/container.js'
import type { Reading } from '../reading.js'

/** Reading with the container that the modules of a program share. */
export interface NestReading extends Reading {
  readonly container: Container
}

/** Reading within a module. */
export interface ModuleReading extends NestReading {
  /** `id` of the module's class. */
  readonly owner: string | null
}
