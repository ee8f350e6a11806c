import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Graph } from '../../graph/index.js'

/** Declarations to read in place of packages that are not installed, by the file where each would stand. */
export type StandIns = ReadonlyMap<string, string>

/** Stand-ins for packages that a repository imports and does not have. */
export function chooseStandIns({ root, dependencies, packages }: Graph): StandIns {
  const imported = new Set(dependencies.flatMap(({ external, to }) => (external && to !== null ? [to] : [])))
  const folders = ['', ...packages.map(({ folder }) => folder)]
  const isInstalled = (name: string) =>
    folders.some(folder => existsSync(path.join(root, folder, 'node_modules', name)))
  return new Map(
    Object.entries(declarations)
      .filter(([name]) => imported.has(name) && !isInstalled(name))
      .map(([name, text]) => [placeOfStandIn(root, name), text]),
  )
}

export function placeOfStandIn(root: string, name: string): string {
  return `${root.split(path.sep).join('/')}/node_modules/${name}/index.d.ts`
}

const awilix = `
type Made<T> = ((...given: any[]) => T) | (new (...given: any[]) => T)
export interface AwilixContainer<Cradle extends object = any> {
  cradle: Cradle
  register(...given: any[]): this
  loadModules(...given: any[]): this
  createScope<More extends object = {}>(): AwilixContainer<Cradle & More>
  resolve<Name extends keyof Cradle>(name: Name, options?: any): Cradle[Name]
  resolve<T>(name: string | symbol, options?: any): T
  build<T>(made: Made<T>, options?: any): T
  dispose(): Promise<void>
}
export declare function createContainer<Cradle extends object = any>(options?: any): AwilixContainer<Cradle>`

/**
 * What containers hand out has the type of what they are asked for. Without that, calls on it would lead nowhere in a
 * repository that is not installed. Only what is said here is known; everything else of the package stays unknown.
 */
const declarations: Readonly<Record<string, string>> = {
  typedi: `
type Token<T> = (new (...given: any[]) => T) | (abstract new (...given: any[]) => T) | string | symbol | { name?: string; __type?: T }
export declare class ContainerInstance {
  get<T = any>(token: Token<T>): T
  getMany<T = any>(token: Token<T>): T[]
}
export declare class Container {
  static get<T = any>(token: Token<T>): T
  static getMany<T = any>(token: Token<T>): T[]
  static of(id?: any): ContainerInstance
}
export default Container`,
  tsyringe: `
type Token<T> = (new (...given: any[]) => T) | (abstract new (...given: any[]) => T) | string | symbol | { __type?: T }
export interface DependencyContainer {
  resolve<T = any>(token: Token<T>): T
  resolveAll<T = any>(token: Token<T>): T[]
  createChildContainer(): DependencyContainer
  register(...given: any[]): DependencyContainer
  registerSingleton(...given: any[]): DependencyContainer
  registerInstance(...given: any[]): DependencyContainer
}
export declare const container: DependencyContainer`,
  inversify: `
type Token<T> = (new (...given: any[]) => T) | (abstract new (...given: any[]) => T) | string | symbol | { __type?: T }
export declare class Container {
  constructor(options?: any)
  get<T = any>(token: Token<T>, options?: any): T
  getAsync<T = any>(token: Token<T>, options?: any): Promise<T>
  getAll<T = any>(token: Token<T>, options?: any): T[]
  getNamed<T = any>(token: Token<T>, name: any): T
  getTagged<T = any>(token: Token<T>, key: any, value: any): T
  resolve<T = any>(token: Token<T>): T
}
export declare namespace interfaces { export { Container } }`,
  awilix,
  '@nestjs/core': `
type Token<T> = (new (...given: any[]) => T) | (abstract new (...given: any[]) => T) | string | symbol
export declare class ModuleRef {
  get<T = any, Answer = T>(token: Token<T>, options?: any): Answer
  resolve<T = any, Answer = T>(token: Token<T>, context?: any, options?: any): Promise<Answer>
  create<T = any>(token: new (...given: any[]) => T, context?: any): Promise<T>
}`,
}
