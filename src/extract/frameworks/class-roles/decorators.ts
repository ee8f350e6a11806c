import type { Role } from '../framework.js'

/** Role that a class decorator gives, by package and the decorator's name there. */
export const decoratorRoles: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  '@nestjs/common': { Controller: 'controller', Injectable: 'provider', Catch: 'filter' },
  '@nestjs/graphql': { Resolver: 'resolver' },
  'type-graphql': { Resolver: 'resolver' },
  '@nestjs/websockets': { WebSocketGateway: 'gateway' },
  '@nestjs/bull': { Processor: 'job-handler' },
  '@nestjs/bullmq': { Processor: 'job-handler' },
  '@nestjs/cqrs': {
    CommandHandler: 'command-handler',
    QueryHandler: 'query-handler',
    EventsHandler: 'event-handler',
  },
  '@nestjs/mongoose': { Schema: 'entity' },
  typeorm: {
    Entity: 'entity',
    ChildEntity: 'entity',
    ViewEntity: 'entity',
    EntityRepository: 'repository',
    EventSubscriber: 'event-handler',
  },
  '@mikro-orm/core': { Entity: 'entity' },
  '@mikro-orm/decorators': { Entity: 'entity' },
  'sequelize-typescript': { Table: 'entity' },
  '@typegoose/typegoose': { modelOptions: 'entity' },
  'routing-controllers': {
    Controller: 'controller',
    JsonController: 'controller',
    Middleware: 'middleware',
    Interceptor: 'interceptor',
  },
  tsoa: { Route: 'controller' },
  'inversify-express-utils': { controller: 'controller' },
  '@inversifyjs/http-core': { Controller: 'controller' },
  tsyringe: { injectable: 'provider', singleton: 'provider', scoped: 'provider', autoInjectable: 'provider' },
  inversify: { injectable: 'provider' },
  typedi: { Service: 'provider' },
  'nest-commander': { Command: 'provider', SubCommand: 'provider' },
}
