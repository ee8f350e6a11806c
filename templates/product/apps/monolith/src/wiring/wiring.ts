import type { Card, FeedEvent } from '@shop/bff-web'
import type { ModuleRoutes } from '@shop/gateway'
import type { Caller, ContractDefinition, Facade } from '@shop/platform/contract'
import type { AnyModuleDatabase, Database, MigrationSource } from '@shop/platform/database'
import type { Module } from '@shop/platform/module'
import type { Telemetry } from '@shop/platform/telemetry'
import type { FastifyPluginAsync } from 'fastify'
import type { Settings } from '../environment.js'

/** What modules are made of. */
export interface Parts {
  readonly database: Database
  readonly settings: Settings
  readonly telemetry: Telemetry
  /** Of any module, whatever the order in which they are made; to be called once all are there. */
  readonly facade: <C extends ContractDefinition>(contract: C) => Facade<C>
}

/** A module with what surrounds it. */
export interface WiredModule {
  readonly module: Module
  readonly database: AnyModuleDatabase
  /** What it is for, in a sentence. */
  readonly purpose: string
  /** What it shows on the first page. */
  readonly card?: Card
  /** Requests that are no operations, such as webhooks, and who may send them. */
  readonly plugin?: FastifyPluginAsync
  readonly pluginRoutes?: ModuleRoutes
  /** Closes what it has opened beside the database. */
  readonly close?: () => Promise<void>
  /** Which of its events clients may follow; none unless told otherwise. */
  readonly mayRead?: (event: FeedEvent, caller: Caller) => boolean
}

export interface Wiring {
  readonly source: MigrationSource
  /** Throws a `ConfigurationError` where the environment lacks what the module needs; asked before anything starts. */
  readonly checkEnvironment?: () => void
  readonly create: (parts: Parts) => Promise<WiredModule>
}
