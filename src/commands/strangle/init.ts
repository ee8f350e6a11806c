import path from 'node:path'
import * as Flags from '@oclif/core/flags'
import { requireTexts } from '../../cli/ask.js'
import { BanyanCommand } from '../../cli/base-command.js'
import { readEnvironment } from '../../cli/environment.js'
import { chooseOutputs, deliver } from '../../cli/outputs.js'
import { dryRunFlag, formatFlag, outputFlags, strangleFlags } from '../../cli/shared-flags.js'
import { readProduct } from '../../cli/product.js'
import { carryOut, planFormats, renderPlan } from '../../cli/show-plan.js'

export default class StrangleInit extends BanyanCommand {
  static override summary = 'Put a proxy in front of an old system: write its config and its package.'
  static override description =
    `Everything goes where it goes today. Routes are found in OpenAPI documents, source code and access logs, and written down to be moved one by one. The proxy comes as a package of your repository, with tests of your routes.`
  static override examples = [
    {
      description: 'Look first: nothing is written',
      command:
        '<%= config.bin %> <%= command.id %> --legacy http://127.0.0.1:3000 --openapi openapi.yaml --dry-run',
    },
    {
      description: 'Find the routes that are really used',
      command:
        '<%= config.bin %> <%= command.id %> --legacy http://127.0.0.1:3000 --new http://127.0.0.1:4000 --access-log access.log',
    },
  ]
  static override flags = {
    ...outputFlags,
    json: Flags.boolean({
      description: 'The same as --format json.',
      helpGroup: 'OUTPUT',
      exclusive: ['format'],
    }),
    root: strangleFlags.root,
    format: formatFlag(planFormats),
    legacy: Flags.string({ description: 'Origin of the old system. Left out: asked for.', helpValue: 'URL' }),
    new: Flags.string({
      description: 'Origin of what replaces it, if there is something.',
      helpValue: 'URL',
    }),
    port: Flags.integer({
      description: 'Port of the proxy; the admin API takes the next one.',
      default: 8080,
      min: 1,
      max: 65_534,
    }),
    openapi: Flags.string({
      description: 'OpenAPI or Swagger document to find routes in. May be repeated.',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    source: Flags.string({
      description:
        'Source code of an app of Express, Fastify, Koa or NestJS to find routes in: a folder or a file. May be repeated.',
      helpValue: 'PATH',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'access-log': Flags.string({
      description: 'Access log to find routes in: common, combined or JSON. May be repeated.',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    package: Flags.string({
      description:
        'Folder for the package that the proxy comes as. Left out: strangler-proxy, in the folder of packages of a workspace.',
      helpValue: 'FOLDER',
      exclusive: ['config-only'],
    }),
    'config-only': Flags.boolean({
      description: 'Write no package: the proxy runs as "banyan strangle run".',
    }),
    'dry-run': dryRunFlag,
    force: Flags.boolean({ description: 'Replace the config that is there.' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(StrangleInit)
    const targets = chooseOutputs(flags, planFormats)
    const { describeNextSteps, discoverRoutes, placePackage, planStrangler } = await import(
      '../../strangle/index.js'
    )
    const { candidates, notes } = await discoverRoutes({
      openapi: flags.openapi ?? [],
      accessLogs: flags['access-log'] ?? [],
      sources: flags.source ?? [],
    })
    const { legacy } = await requireTexts(
      {
        legacy: {
          flag: '--legacy',
          message: 'Where is the old system? (http://host:port)',
          given: flags.legacy,
        },
      },
      readEnvironment(),
    )
    const root = path.resolve(flags.root ?? '.')
    const { port, force } = flags
    const folder = flags['config-only'] ? null : placePackage(root, flags.package ?? null)
    const plan = planStrangler({
      root,
      legacy,
      replacement: flags.new ?? null,
      port,
      candidates,
      package: folder,
      version: readProduct().version,
      force,
    })
    const outcome = carryOut(root, plan, flags['dry-run'])
    await deliver(targets, flags.quiet, format =>
      renderPlan(outcome, format, {
        lines: notes,
        folders: folder === null ? [] : [folder],
        next: describeNextSteps(root, folder),
        data: { routes: candidates, notes, package: folder },
      }),
    )
  }
}
