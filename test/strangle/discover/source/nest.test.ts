import { describe, expect, it } from 'vitest'
import { discoverIn } from './discover-in.js'

const common = `import { All, applyDecorators, Controller, forwardRef, Get, Module, Post, RequestMapping, RequestMethod, Sse, Version, VERSION_NEUTRAL, VersioningType } from '@nestjs/common'\n`

/** An app of one module; `main` is what is done to the app before it listens. */
const nest = ({
  controllers,
  module = '',
  main = '',
}: Readonly<Record<'controllers', string> & Partial<Record<'module' | 'main', string>>>) => ({
  'src/main.ts': `${common}import { NestFactory } from '@nestjs/core'\nimport { SwaggerModule } from '@nestjs/swagger'\nimport { AppModule } from './app.module'
    async function bootstrap() { const app = await NestFactory.create(AppModule)\n${main}\nawait app.listen(3000) }
    bootstrap()`,
  'src/app.module.ts': `${common}${controllers}\n${module || '@Module({ controllers: [Users] }) export class AppModule {}'}`,
})

describe('routes of a NestJS app', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'methods',
      `@Controller('users') class Users { @Get() all() {} @Post(':id/lock') lock() {} @All('any') any() {} @Sse('events') events() {} }`,
      ['GET /users', 'POST /users/:id/lock', '* /users/any', 'GET /users/events'],
    ],
    [
      'no path',
      `@Controller() class Users { @Get() home() {} @Get('health') health() {} }`,
      ['GET /', 'GET /health'],
    ],
    [
      'several paths',
      `@Controller(['a', 'b']) class Users { @Get(['x', 'y']) x() {} }`,
      ['GET /a/x', 'GET /a/y', 'GET /b/x', 'GET /b/y'],
    ],
    [
      'an object',
      `const path = 'users'; @Controller({ path, host: 'a' }) class Users { @Get('/x/') x() {} }`,
      ['GET /users/x'],
    ],
    [
      'a mapping',
      `@Controller('a') class Users { @RequestMapping({ path: 'x', method: RequestMethod.PUT }) x() {} }`,
      ['PUT /a/x'],
    ],
    [
      'a base class',
      `class Base { @Get('base') b() {} @Get('own') o() {} } @Controller('a') class Users extends Base { @Post('own') o() {} }`,
      ['GET /a/base', 'POST /a/own'],
    ],
    [
      'own decorators',
      `const Read = (path: string) => applyDecorators(Get(path), x()); const Api = (path: string) => applyDecorators(Controller(path)); @Api('a') class Users { @Read('x') x() {} }`,
      ['GET /a/x'],
    ],
    [
      'an enumeration',
      `enum Paths { Users = 'users' } @Controller(Paths.Users) class Users { @Get() x() {} }`,
      ['GET /users'],
    ],
    [
      'patterns',
      `@Controller('files') class Users { @Get('*path') x() {} @Get('by/:id(\\\\d+)') y() {} }`,
      ['GET /files/*', 'GET /files/by/:id'],
    ],
  ])('are those of controllers with %s', (_, controllers, routes) => {
    expect(discoverIn(nest({ controllers })).routes.toSorted()).toEqual(routes.toSorted())
  })

  // As a real app of NestJS 11 answers.
  it('have a prefix, except for those that are left without, and versions', () => {
    const controllers = `
      @Controller('users') class Users { @Get() all() {} @Version('2') @Get('v') v() {} @Version(['1', '2']) @Get('w') w() {} }
      @Controller({ path: ['a', 'b'], version: ['1', VERSION_NEUTRAL] }) class Ab { @Get(['x', 'y']) x() {} }
      @Controller() class Home { @Get() home() {} @Get('health') health() {} @Post('health') check() {} }`
    const { routes } = discoverIn(
      nest({
        controllers,
        module: `@Module({ controllers: [Users, Ab, Home] }) export class AppModule {}`,
        main: `app.setGlobalPrefix('api', { exclude: ['/', { path: 'health', method: RequestMethod.GET }, 'a/x'] })
          app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' })`,
      }),
    )
    expect(routes).toEqual([
      'GET /a/x',
      'GET /api/a/y',
      'GET /api/b/x',
      'GET /api/b/y',
      'GET /api/v1/a/y',
      'GET /api/v1/b/x',
      'GET /api/v1/b/y',
      'POST /api/v1/health',
      'GET /api/v1/users',
      'GET /api/v1/users/w',
      'GET /api/v2/users/v',
      'GET /api/v2/users/w',
      'GET /v1',
      'GET /v1/a/x',
      'GET /v1/health',
    ])
  })

  it.each<[string, readonly string[]]>([
    [`app.enableVersioning()`, ['GET /v1/users']],
    [`app.enableVersioning({ type: VersioningType.URI, prefix: 'version-' })`, ['GET /version-1/users']],
    [`app.enableVersioning({ type: VersioningType.URI, prefix: false })`, ['GET /1/users']],
    [`app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' })`, ['GET /users']],
    [`app.setGlobalPrefix('/api/')`, ['GET /api/users']],
    [`app.setGlobalPrefix('api', { exclude: ['us{/*path}'] })`, ['GET /api/users']],
    [`app.setGlobalPrefix('api', { exclude: ['users{/*path}'] })`, ['GET /users']],
    [`app.setGlobalPrefix('api', { exclude: ['(.*)'] })`, ['GET /users']],
    [
      `SwaggerModule.setup('docs', app, document)`,
      ['GET /docs', 'GET /docs-json', 'GET /docs-yaml', 'GET /docs/*', 'GET /users'],
    ],
    [`app.use('/old', (req, res) => res.end())`, ['* /old', '* /old/*', 'GET /users']],
    [`app.getHttpAdapter().get('/ping', (req, res) => res.end())`, ['GET /ping', 'GET /users']],
  ])('follow what is done to the app: %s', (main, routes) => {
    const version = main.includes('Versioning')
      ? `@Controller({ path: 'users', version: '1' })`
      : `@Controller('users')`
    expect(
      discoverIn(nest({ controllers: `${version} class Users { @Get() all() {} }`, main })).routes,
    ).toEqual(routes)
  })

  it.each<[string, string, readonly string[]]>([
    [
      'imports',
      `@Module({ controllers: [Users] }) class Inner {} @Module({ imports: [forwardRef(() => Inner)] }) export class AppModule {}`,
      ['GET /users'],
    ],
    [
      'dynamic modules',
      `@Module({}) class Inner { static forRoot() { return { module: Inner, controllers: [Users] } } } @Module({ imports: [Inner.forRoot()] }) export class AppModule {}`,
      ['GET /users'],
    ],
    [
      'RouterModule',
      `import { RouterModule } from '@nestjs/core'; @Module({ controllers: [Users] }) class Inner {} @Module({ imports: [Inner, RouterModule.register([{ path: 'shop', children: [{ path: 'eu', module: Inner }] }])] }) export class AppModule {}`,
      ['GET /shop/eu/users'],
    ],
    [
      'GraphQL',
      `import { GraphQLModule } from '@nestjs/graphql'; @Module({ imports: [GraphQLModule.forRoot({ path: 'gql' })] }) export class AppModule {}`,
      ['GET,POST /gql'],
    ],
    [
      'GraphQL made by a function',
      `import { GraphQLModule } from '@nestjs/graphql'; @Module({ imports: [GraphQLModule.forRootAsync({ useFactory: () => ({ autoSchemaFile: true }) })] }) export class AppModule {}`,
      ['GET,POST /graphql'],
    ],
    [
      'files',
      `import { ServeStaticModule } from '@nestjs/serve-static'; @Module({ imports: [ServeStaticModule.forRoot({ rootPath: 'x', serveRoot: '/public' })] }) export class AppModule {}`,
      ['GET /public', 'GET /public/*'],
    ],
  ])('follow modules: %s', (_, module, routes) => {
    expect(
      discoverIn(nest({ controllers: `@Controller('users') class Users { @Get() all() {} }`, module }))
        .routes,
    ).toEqual(routes)
  })

  it('have the prefix of a service of settings, with what is said to hold otherwise', () => {
    const files = {
      ...nest({
        controllers: `@Controller('users') class Users { @Get() all() {} }`,
        main: `app.setGlobalPrefix(app.get(ConfigService).getOrThrow('app.prefix'))`,
      }),
      'src/config.ts': `import { registerAs } from '@nestjs/config'\nexport default registerAs('app', () => ({ prefix: process.env.PREFIX || 'api' }))`,
    }
    expect(discoverIn(files)).toEqual({
      routes: ['GET /api/users'],
      notes: ['src/main.ts:5: besides api, the prefix may be another one, which could not be read.'],
    })
  })

  it.each<[string, Parameters<typeof nest>[0], string]>([
    [
      'a controller of no module',
      {
        controllers: `@Controller('users') class Users { @Get() all() {} }\n@Controller('lost') class Lost { @Get() x() {} }`,
      },
      'src/app.module.ts:3: Lost is declared by no module of an app that could be read: 1 route left out.',
    ],
    [
      'paths left without the prefix',
      {
        controllers: `@Controller('users') class Users { @Get() all() {} }`,
        main: `app.setGlobalPrefix('api', { exclude: config.paths() })`,
      },
      'src/main.ts:5: which routes are left without the global prefix could not all be read.',
    ],
    [
      'the path of a package',
      {
        controllers: `@Controller('users') class Users { @Get() all() {} }`,
        module: `import { GraphQLModule } from '@nestjs/graphql'; @Module({ controllers: [Users], imports: [GraphQLModule.forRoot({ path: options.path })] }) export class AppModule {}`,
      },
      'src/main.ts:5: the path of @nestjs/graphql could not be read.',
    ],
  ])('are not silently left out: %s', (_, files, note) => {
    expect(discoverIn(nest(files)).notes).toContain(note)
  })
})
