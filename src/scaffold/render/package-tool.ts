import type { PackageManager } from '../answers.js'

/** Who installs a product's packages: the product is bound to the version that its maker has. */
export interface PackageTool {
  readonly name: PackageManager
  readonly version: string
}

/** What a product is bound to where nobody has the tool yet. */
export const usualVersions = {
  npm: '11.6.0',
  pnpm: '10.34.9',
  yarn: '4.18.1',
} as const satisfies Readonly<Record<PackageManager, string>>

/** Classic Yarn knows neither `workspace:` nor `.yarnrc.yml`, and locks by another flag than its successors. */
export function isClassicYarn({ name, version }: PackageTool): boolean {
  return name === 'yarn' && version.startsWith('1.')
}

/** How a package of the workspace asks for another; null for its plain version. */
export function workspaceVersion(tool: PackageTool): string | null {
  // npm and classic Yarn do not know the protocol; the others would ask a registry without it.
  return tool.name === 'npm' || isClassicYarn(tool) ? null : 'workspace:*'
}

/** What is typed, or stands in a script of CI. */
export interface ToolCommands {
  /** `npm run` */
  readonly run: string
  /** Runs a program of an installed package. */
  readonly exec: string
  readonly test: string
  /** Installs what the lock file says, and nothing else. */
  readonly installLocked: string
}

const commands: Readonly<Record<PackageManager, ToolCommands>> = {
  npm: { run: 'npm run', exec: 'npx', test: 'npm test', installLocked: 'npm ci' },
  pnpm: {
    run: 'pnpm run',
    exec: 'pnpm exec',
    test: 'pnpm test',
    installLocked: 'pnpm install --frozen-lockfile',
  },
  yarn: { run: 'yarn run', exec: 'yarn run', test: 'yarn test', installLocked: 'yarn install --immutable' },
}

export function commandsOf(tool: PackageTool): ToolCommands {
  const usual = commands[tool.name]
  return isClassicYarn(tool) ? { ...usual, installLocked: 'yarn install --frozen-lockfile' } : usual
}
